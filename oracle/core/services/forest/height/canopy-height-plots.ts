import { refused } from "../../../errors.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import { assetsWith, CSV } from "../../common/assets-with.ts";
import { placed, unplaced } from "../../common/grids.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import { requireGround } from "../../common/require-ground.ts";
import type { Service, Start } from "../../common/service.ts";
import { raster, stage } from "../../common/stage.ts";
import type { AssetRef, RasterReading, Stage } from "../../common/stage.ts";
import { csvTable } from "../../common/table.ts";
import { treeRow } from "../field/plots.ts";
import { cellKernel } from "./cell-kernel.ts";
import type { CellsSeen } from "./cells-seen.ts";
import { conclude } from "./conclude.ts";
import { heightExample } from "./example.ts";
import { latticeOf } from "./lattice.ts";
import type { Lattice } from "./lattice.ts";
import { HEIGHT_METHODOLOGY, heightParameters, heightPractice } from "./parameters.ts";
import type { HeightParameters } from "./parameters.ts";
import { summary } from "./summary.ts";
import { surveysOf } from "./surveys.ts";
import type { Surveys } from "./surveys.ts";

/** Role of the table of trees. */
export const PLOTS_ROLE = "field-plots";

/** The table of trees beside the earlier survey, or the only one there is; of several nobody could say which counts. */
const treesOf = (scenes: readonly Scene[], { start }: Surveys): AssetRef | undefined => {
  const all = assetsWith(scenes, CSV, PLOTS_ROLE);
  const beside = all.filter(({ sceneId }) => sceneId === start.scene.id);
  const tables = beside.length > 0 ? beside : all;
  if (tables.length > 1)
    throw refused(
      "SERVICE_TABLES",
      "scenes",
      tables.map(({ sceneId, assetKey }) => `${sceneId}/${assetKey}`),
      "a period has one table of trees",
    );
  return tables[0];
};

/** All looks at once over the claim and all ground within reach. */
const readCells = (
  { ground, parameters }: Start<HeightParameters>,
  { bands, days }: Surveys,
  { grid, cellPx }: Lattice,
): RasterReading<CellsSeen> => {
  const groundNear = blocksNear(ground);
  return raster({
    grid,
    steps: [bands],
    kernel: cellKernel,
    isWanted: () => true,
    parametersOf: (window) => ({
      ...{ grid, window, cellPx },
      ground: groundNear(grid, window),
      least: parameters.heights.least,
      most: parameters.heights.most,
      looks: days.length,
    }),
  });
};

/**
 * Two stages: the grids that items do not state and the table of trees, then the pixels. Surveys are chosen by what the
 * catalogue says, before any header is read.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_NO_PAIR, SERVICE_TWO_SURVEYS, SERVICE_HISTORY, SERVICE_TABLES; later those of `latticeOf`
 * and `conclude`
 */
const start = (input: Start<HeightParameters>): Stage => {
  requireGround(input.ground);
  const { project, parameters, scenes } = input;
  const surveys = surveysOf(scenes, project);
  const { files } = surveys;
  const assets = unplaced(files);
  const table = treesOf(scenes, surveys);
  const next = (grids: Parameters<typeof placed>[2], trees: Parameters<typeof conclude>[0]["trees"]): Stage => {
    const known = placed(scenes, assets, grids);
    const assetOf = ({ scene, asset }: (typeof files)[number]): SceneAsset =>
      known.find(({ id }) => id === scene.id)!.assets[asset.key]!;
    const lattice = latticeOf(files.map(assetOf), project.boundary, parameters);
    return stage({ cells: readCells(input, surveys, lattice) }, ({ cells }) =>
      conclude({ surveys, lattice, cells, trees }, parameters),
    );
  };
  const grids = { kind: "grids", assets } as const;
  return table === undefined
    ? stage({ grids }, (seen) => next(seen.grids, undefined))
    : stage({ grids, trees: csvTable(table, treeRow) }, (seen) => next(seen.grids, seen.trees));
};

/**
 * Canopy heights of two surveys with field plots: a loss, what grew beyond control ground, or a refusal. Heights are of
 * lidar or of yearly maps like it; what was before the project is told by yearly maps, or by a stack beside a survey.
 */
export const canopyHeightPlots: Service<HeightParameters> = {
  id: "forest",
  methodology: HEIGHT_METHODOLOGY,
  yields: "measurement",
  parameters: heightParameters,
  practice: heightPractice,
  refusals: ({ ground }) => refusalOf(() => requireGround(ground)),
  summary,
  example: heightExample,
  kernels: [anyKernel(cellKernel)],
  start,
};
