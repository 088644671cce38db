import { ServiceError } from "../../../errors.ts";
import { placed, unplaced } from "../../common/grids.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage, type Stage } from "../../common/stage.ts";
import { findingOf } from "./finding.ts";
import { gridOfPair } from "./lattice.ts";
import { burnParameters, burnPractice, type BurnParameters } from "./parameters.ts";
import { readPair } from "./read-pair.ts";
import { pairOf } from "./scene-pair.ts";

/**
 * Two stages: the grids of the pair where its items do not state them, then its pixels. The pair is chosen by what the
 * catalogue says, before any header is read.
 *
 * @throws ServiceError SERVICE_NOTHING_CLAIMED, SERVICE_NO_PAIR; later those of `gridOfPair` and `findingOf`
 */
const start = (input: Start<BurnParameters>): Stage => {
  const { project, parameters, ground, scenes } = input;
  if (ground.length === 0) {
    throw new ServiceError({
      code: "SERVICE_NOTHING_CLAIMED",
      failure: "check",
      field: "ground",
      value: 0,
      rule: "a project claims ground",
    });
  }
  const pair = pairOf(scenes, project, parameters);
  const bands = [pair.before, pair.after].flatMap(({ scene, infrared }) =>
    infrared.map(({ assetKey }) => ({ scene, asset: scene.assets[assetKey]! })),
  );
  const assets = unplaced(bands);
  return stage({ grids: { kind: "grids", assets } }, ({ grids }) => {
    const known = placed(scenes, assets, grids);
    const files = bands.map(({ scene, asset }) => known.find(({ id }) => id === scene.id)!.assets[asset.key]!);
    const grid = gridOfPair(files, project, parameters);
    return stage(readPair(input, pair, grid), (seen) => findingOf(input, pair, grid, seen.ground, seen.reference));
  });
};

/**
 * Burn severity from a scene before and one after (Key and Benson 2006): a loss, an all-clear, or neither. Green-up, other
 * seasons and bare ground are never an all-clear.
 */
export const burnSeverityPair: Service<BurnParameters> = {
  id: "integrity",
  methodology: "burn-severity-pair",
  parameters: burnParameters,
  practice: burnPractice,
  start,
};
