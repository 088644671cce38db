import { anyKernel } from "../../../raster/kernel.ts";
import { placed, unplaced } from "../../common/grids.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import { requireGround } from "../../common/require-ground.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { sharedGrid } from "../lattice.ts";
import { burnKernel } from "./burn-kernel.ts";
import { burnExample } from "./example.ts";
import { findingOf } from "./finding.ts";
import { BURN_METHODOLOGY, burnParameters, burnPractice } from "./terms.ts";
import type { BurnParameters } from "./terms.ts";
import { readPair } from "./read-pair.ts";
import { referencesOf } from "./references.ts";
import { pairOf } from "./scene-pair.ts";
import { summary } from "./summary.ts";

/**
 * Two stages: the grids of the pair where its items do not state them, then its pixels. The pair is chosen by what the
 * catalogue says, before any header is read.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_NO_PAIR; later those of `sharedGrid` and `findingOf`
 */
const start = (input: Start<BurnParameters>): Stage => {
  requireGround(input.ground);
  const { project, parameters, scenes } = input;
  const pair = pairOf(scenes, project, parameters);
  const bands = [pair.before, pair.after].flatMap(({ scene, infrared }) =>
    infrared.map(({ assetKey }) => ({ scene, asset: scene.assets[assetKey]! })),
  );
  const assets = unplaced(bands);
  return stage({ grids: { kind: "grids", assets } }, ({ grids }) => {
    const known = placed(scenes, assets, grids);
    const files = bands.map(({ scene, asset }) => known.find(({ id }) => id === scene.id)!.assets[asset.key]!);
    const grid = sharedGrid(files, project, parameters.scenes.maxPixelM, referencesOf(project));
    return stage(readPair(input, pair, grid), (seen) => findingOf(input, pair, grid, seen.ground, seen.reference));
  });
};

/**
 * Burn severity from a scene before and one after (Key and Benson 2006): a loss, an all-clear, or neither. Green-up, other
 * seasons and bare soil are never an all-clear.
 */
export const burnSeverityPair: Service<BurnParameters> = {
  id: "integrity",
  methodology: BURN_METHODOLOGY,
  yields: "finding",
  parameters: burnParameters,
  practice: burnPractice,
  refusals: ({ ground }) => refusalOf(() => requireGround(ground)),
  summary,
  example: burnExample,
  kernels: [anyKernel(burnKernel)],
  start,
};
