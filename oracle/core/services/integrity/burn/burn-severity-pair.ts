import { ServiceError } from "../../../errors.ts";
import type { Grid } from "../../../grid/types.ts";
import type { Scene } from "../../../scenes/types.ts";
import type { Outcome } from "../../common/outcome.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage, type BandRef, type Stage } from "../../common/stage.ts";
import { gridOfAsset } from "../../paddy/scene-rules.ts";
import { findingOf } from "./finding.ts";
import { gridOfPair } from "./lattice.ts";
import { burnParameters, burnPractice, type BurnParameters } from "./parameters.ts";
import { readPair } from "./read-pair.ts";
import { pairOf, type ScenePair } from "./scene-pair.ts";

const statedGrid = (scenes: readonly Scene[], { sceneId, assetKey }: BandRef): Grid | undefined => {
  const asset = scenes.find(({ id }) => id === sceneId)?.assets[assetKey];
  return asset === undefined ? undefined : gridOfAsset(asset);
};

const lookAt = (input: Start<BurnParameters>, pair: ScenePair, grids: readonly Grid[]): Stage => {
  const grid = gridOfPair(grids, input.project, input.parameters);
  return stage(readPair(input, pair, grid), ({ ground, reference }) => findingOf(input, pair, grid, ground, reference));
};

/**
 * The pair is chosen by what the catalogue says; headers are read only of its own files, and only where their items do
 * not state the grid.
 *
 * @throws ServiceError SERVICE_NOTHING_CLAIMED, SERVICE_NO_PAIR, SERVICE_PIXEL_SIZE, SERVICE_LATTICE
 */
const start = (input: Start<BurnParameters>): Stage | Outcome => {
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
  const bands = [...pair.before.infrared, ...pair.after.infrared];
  const stated = bands.map((band) => statedGrid(scenes, band));
  if (stated.every((grid) => grid !== undefined)) return lookAt(input, pair, stated);
  return stage({ grids: { kind: "grids", assets: bands } }, ({ grids }) => lookAt(input, pair, grids));
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
