import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { localCrew } from "../helpers/local-crew.ts";
import { benchOf } from "../../oracle/core/program/bench.ts";
import { runJob } from "../../oracle/core/program/run-job.ts";
import { ln } from "../../oracle/core/math.ts";
import { anyKernel } from "../../oracle/core/raster/kernel.ts";
import { bottomClassPlanes } from "../../oracle/core/kernels/bottom-class-planes.ts";
import type { BottomClassifier } from "../../oracle/core/kernels/classifier.ts";
import { attenuationRatio, depthInvariantIndices } from "../../oracle/core/kernels/depth-invariant.ts";
import { gaussianOf } from "../../oracle/core/kernels/gaussian-class.ts";
import { assetGrid } from "../../oracle/core/assets/asset-grid.ts";
import { fileTransport } from "../../oracle/transport/file-transport.ts";
import { openAsset } from "../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../oracle/core/assets/open-band.ts";
import { dataFolder, realData } from "../helpers/data.ts";
import { readPixels } from "../helpers/read-pixels.ts";
import { skipWithout } from "../helpers/skip-without.ts";
import { assetAt, bandNamed } from "../helpers/tiff.ts";
import { setAsideInMemory } from "../../oracle/core/raster/set-aside.ts";

const SCENE = "fire_flood/sen1floods11_spain7370579_s2_l1c.tif";
const LABELS = "fire_flood/sen1floods11_spain7370579_label.tif";
/** Blue, green, red and near infrared of the scene's 13 bands. */
const BANDS = ["B2", "B3", "B4", "B8"] as const;
const SAMPLES = [1, 2, 3, 7];
/** Training and held-out pixels lie in squares like those of a chessboard, about 300 m a side. */
const SQUARE_PX = 32;
const [DRY, WATER] = [0, 1] as const;

/** There is no bed of seagrass in the data whose pixels are labelled; flood water is, by hand. */
describe("Spain, September 2019: flood water by hand labels and bands alone", () => {
  it("separates water from dry ground on squares where nothing was trained", async function () {
    skipWithout(this, realData);
    const transport = fileTransport(dataFolder);
    const hrefOf = (name: string): string => pathToFileURL(join(dataFolder, name)).href;
    const asset = assetAt(
      hrefOf(SCENE),
      BANDS.map((name, i) => bandNamed(name, SAMPLES[i]!)),
    );
    const labelAsset = assetAt(hrefOf(LABELS), [bandNamed("label")]);
    const grid = await assetGrid(asset, transport);
    const labels = await readPixels(labelAsset, "label", grid, transport);
    const planes = await Promise.all(BANDS.map((band) => readPixels(asset, band, grid, transport)));

    const isTraining = (i: number): boolean =>
      (Math.floor((i % grid.width) / SQUARE_PX) + Math.floor(i / grid.width / SQUARE_PX)) % 2 === 0;
    const training = (label: number): readonly (readonly number[])[] =>
      [...labels.keys()]
        .filter((i) => labels[i] === label && isTraining(i))
        .map((i) => planes.map((plane) => plane[i]!));
    const pixels = [training(DRY), training(WATER)] as const;
    // No water is deep and clear here, so nothing is taken away.
    const logarithms = BANDS.map((_, band) => pixels[WATER].map((pixel) => ln(pixel[band]!)));
    const water = {
      deepWater: [0, 0, 0, 0],
      ratios: [0, 1, 2].map((band) => attenuationRatio(logarithms[band]!, logarithms[band + 1]!)),
    };
    const classes = pixels.map((samples, label) =>
      gaussianOf(
        label === WATER ? "water" : "dry",
        samples.map((pixel) => depthInvariantIndices(pixel, water)!),
        1,
      ),
    );
    const classifier: BottomClassifier = { water, classes, mostDistance2: Infinity };

    const file = await openAsset(asset, transport);
    const [part] = await runJob(
      {
        grid,
        windows: [{ col: 0, row: 0, width: grid.width, height: grid.height }],
        steps: [BANDS.map((band) => openBand(asset, file, band, grid))],
        kernel: bottomClassPlanes,
        parametersOf: (window) => ({ classifier, window }),
      },
      { crew: localCrew(await benchOf([anyKernel(bottomClassPlanes)])), transport, setAside: setAsideInMemory },
    );
    const codes = part!.codes;
    const confusion = [DRY, WATER].map((label) =>
      [DRY, WATER].map(
        (klass) =>
          [...codes.keys()].filter((i) => labels[i] === label && codes[i] === klass + 1 && !isTraining(i)).length,
      ),
    );
    const [[dryRight, falseWater], [missed, waterRight]] = confusion as [[number, number], [number, number]];
    const balanced = (dryRight / (dryRight + falseWater) + waterRight / (waterRight + missed)) / 2;
    const overlap = waterRight / (waterRight + missed + falseWater);
    console.log(
      `      held out: balanced accuracy ${balanced.toFixed(3)}, intersection over union ${overlap.toFixed(3)}, ` +
        `dry ${dryRight} right and ${falseWater} wrong, water ${waterRight} and ${missed}`,
    );
    // What numpy finds in doubles, by the covariance's inverse.
    expect(confusion).to.deep.equal([
      [48_830, 5609],
      [1626, 9455],
    ]);
    expect(balanced).to.be.above(0.85);
  });
});
