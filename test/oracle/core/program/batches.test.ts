import { expect } from "chai";

import { localCrew } from "../../../helpers/local-crew.ts";
import { benchOf } from "../../../../oracle/core/program/bench.ts";
import type { Crew } from "../../../../oracle/core/program/crew.ts";
import { runJob } from "../../../../oracle/core/program/run-job.ts";
import type { Feed } from "../../../../oracle/core/program/wire.ts";
import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../../oracle/core/kernels/pixels.ts";
import type { Pixels } from "../../../../oracle/core/kernels/pixels.ts";
import { openAsset } from "../../../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../../../oracle/core/assets/open-band.ts";
import type { OpenBand } from "../../../../oracle/core/assets/open-band.ts";
import { writeGeoTiff } from "../../../../scripts/simulate/write-geotiff.ts";
import { assetAt, bandNamed, memoryTransport, smallGrid } from "../../../helpers/tiff.ts";
import { setAsideInMemory } from "../../../../oracle/core/raster/set-aside.ts";

const BANDS = 24;
const MEBIBYTE = 2 ** 20;
const count = smallGrid.width * smallGrid.height;
const hrefs = Array.from({ length: BANDS }, (_, band) => `mem://${band}.tif`);
const planes = hrefs.map((_, band) => Float32Array.from({ length: count }, (_, i) => band + i / 8192));
const transport = memoryTransport(
  Object.fromEntries(
    hrefs.map((href, i) => [href, writeGeoTiff({ grid: smallGrid, bands: [{ values: planes[i]! }] })]),
  ),
);
const window = { col: 0, row: 0, width: smallGrid.width, height: smallGrid.height };

/** One step of all bands, of about 115 kB; a budget of so many bytes ahead of the one worker. */
const run = async (crew: Crew, budgetBytes: number): Promise<readonly Pixels[]> => {
  const bands = await Promise.all(
    hrefs.map(async (href): Promise<OpenBand> => {
      const asset = assetAt(href, [bandNamed("band")]);
      return openBand(asset, await openAsset(asset, transport), "band", smallGrid);
    }),
  );
  const parametersOf = () => ({ window, bands: [BANDS] });
  return runJob(
    { grid: smallGrid, windows: [window], steps: [bands], kernel: pixels, parametersOf },
    // An eighth is for blocks on the way, shared by one window more than there are workers.
    { crew, transport, setAside: setAsideInMemory, memoryBytes: budgetBytes * 8 * 2 },
  );
};

/** Takes blocks a while after they come, and keeps the most bytes that waited and the messages that ended a step. */
const slowCrew = (seen: { mostAhead: number; parts: number; ends: number }): Crew => ({
  workers: 1,
  run: async (_, port) => {
    let ahead = 0;
    await new Promise<void>((resolve) => {
      port.onmessage = ({ data }: MessageEvent<Feed>) => {
        if ("stop" in data) return;
        const bytes = data.blocks.reduce((sum, block) => sum + (block.bytes?.length ?? 0), 0);
        const consumed = seen.parts++;
        ahead += bytes;
        seen.mostAhead = Math.max(seen.mostAhead, ahead);
        setTimeout(() => {
          ahead -= bytes;
          port.postMessage({ consumed });
          if (!data.endsStep) return;
          seen.ends += 1;
          resolve();
        }, 2);
      };
    });
    return { result: [] };
  },
  close: async () => undefined,
});

describe("blocks on the way", () => {
  it("give the same values in one batch and in many", async () => {
    const crew = localCrew(await benchOf([anyKernel(pixels)]));
    // A core has at least a mebibyte, so what differs is how far ahead blocks are read.
    for (const budgetBytes of [MEBIBYTE / 8, MEBIBYTE]) {
      const [part] = await run(crew, budgetBytes);
      expect(part?.planes[0]).to.deep.equal(planes);
    }
  });

  it("are no more than the budget, though one step has more", async () => {
    const seen = { mostAhead: 0, parts: 0, ends: 0 };
    await run(slowCrew(seen), 24_000);
    expect(seen.mostAhead).to.be.within(12_000, 24_000);
    expect(seen.parts).to.be.above(9);
    expect(seen.ends).to.equal(1);
  });
});
