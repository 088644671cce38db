import { blocksNear } from "../../../ground/blocks-near.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import { requireGround } from "../../common/require-ground.ts";
import type { Service, Start } from "../../common/service.ts";
import { raster, stage } from "../../common/stage.ts";
import type { RasterReading, Stage } from "../../common/stage.ts";
import { treeRow } from "../field/plots.ts";
import { calibrationTable } from "../growth/calibration-table.ts";
import type { CellsSeen } from "../growth/cells-seen.ts";
import { latticeOf } from "../growth/lattice.ts";
import type { Lattice } from "../growth/lattice.ts";
import { mapsAndTable } from "../growth/maps-and-table.ts";
import { cellKernel } from "./cell-kernel.ts";
import { conclude } from "./conclude.ts";
import { heightExample } from "./example.ts";
import { requireHeightMap } from "./height-map.ts";
import { HEIGHT_METHODOLOGY, heightParameters, heightPractice } from "./terms.ts";
import type { HeightParameters } from "./terms.ts";
import { summary } from "./summary.ts";
import { surveysOf } from "./surveys.ts";
import type { Surveys } from "./surveys.ts";

/** Role of the table of trees. */
export const PLOTS_ROLE = "field-plots";

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
  const asset = calibrationTable(scenes, PLOTS_ROLE, surveys.start.scene, project);
  return mapsAndTable({ scenes, files }, { asset, row: treeRow }, (maps, trees) => {
    const lattice = latticeOf(maps, project.boundary, parameters.ground, requireHeightMap(parameters.heights));
    return stage({ cells: readCells(input, surveys, lattice) }, ({ cells }) =>
      conclude({ surveys, lattice, cells, trees }, parameters),
    );
  });
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
