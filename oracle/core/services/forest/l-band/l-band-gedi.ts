import { refused } from "../../../errors.ts";
import type { Grid } from "../../../grid/types.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { dayOf } from "../../common/day.ts";
import { pixelSizeM } from "../../common/pixel-size.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import { requireGround } from "../../common/require-ground.ts";
import type { Service, Start } from "../../common/service.ts";
import { raster, stage } from "../../common/stage.ts";
import type { RasterReading, Stage } from "../../common/stage.ts";
import { shotRow } from "../gedi/shots.ts";
import { calibrationTable } from "../growth/calibration-table.ts";
import type { CellsSeen } from "../growth/cells-seen.ts";
import { latticeOf } from "../growth/lattice.ts";
import type { Lattice } from "../growth/lattice.ts";
import { mapsAndTable } from "../growth/maps-and-table.ts";
import { dayIn } from "../growth/pair.ts";
import { conclude } from "./conclude.ts";
import { lBandExample } from "./example.ts";
import { filesOf } from "./mosaic.ts";
import { mosaicKernel } from "./mosaic-kernel.ts";
import { bandsOf, mosaicsOf } from "./mosaics.ts";
import type { Mosaics } from "./mosaics.ts";
import { L_BAND_METHODOLOGY, lBandParameters, lBandPractice } from "./terms.ts";
import type { LBandParameters } from "./terms.ts";
import { summary } from "./summary.ts";

/** Role of the table of GEDI shots. */
export const FOOTPRINTS_ROLE = "gedi-footprints";

/** @throws SixfoldError SERVICE_LATTICE, SERVICE_PIXEL_SIZE */
const requireMosaicGrid =
  (maxPixelM: number) =>
  (grid: Grid, href: string): void => {
    const isKnown = grid.epsg === 4326 || (grid.epsg > 32_600 && grid.epsg < 32_761);
    if (!isKnown) throw refused("SERVICE_LATTICE", href, grid.epsg, "a mosaic is in degrees on WGS84 or in UTM");
    const side = pixelSizeM(grid);
    if (side > maxPixelM) throw refused("SERVICE_PIXEL_SIZE", href, side, `pixels of at most ${maxPixelM} m`);
  };

/** All looks at once over the claim and all ground within reach. */
const readCells = (
  { ground, parameters: { mosaic } }: Start<LBandParameters>,
  mosaics: Mosaics,
  { grid, cellPx }: Lattice,
): RasterReading<CellsSeen> => {
  const groundNear = blocksNear(ground);
  const epoch = dayOf(mosaic.dateEpoch);
  const dates = mosaics.looks.map((look): readonly [number, number] => {
    const day = dayIn(look) - epoch;
    return [day - mosaic.mostDays, day + mosaic.mostDays];
  });
  return raster({
    grid,
    steps: [bandsOf(mosaics)],
    kernel: mosaicKernel,
    isWanted: () => true,
    parametersOf: (window) => ({
      ...{ grid, window, cellPx, dates },
      ground: groundNear(grid, window),
      incidence: [mosaic.incidence.least, mosaic.incidence.most] as const,
    }),
  });
};

/**
 * Two stages: the grids that items do not state and the table of footprints, then the pixels. Mosaics are chosen by what the
 * catalogue says, before any header is read.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_TABLES and those of `mosaicsOf`; later those of `latticeOf` and
 * `conclude`
 */
const start = (input: Start<LBandParameters>): Stage => {
  requireGround(input.ground);
  const { project, parameters, scenes } = input;
  const mosaics = mosaicsOf(scenes, project);
  const files = mosaics.looks.flatMap(filesOf);
  const asset = calibrationTable(scenes, FOOTPRINTS_ROLE, mosaics.start.scene, project);
  return mapsAndTable({ scenes, files }, { asset, row: shotRow }, (maps, footprints) => {
    const judge = requireMosaicGrid(parameters.mosaic.maxPixelM);
    const lattice = latticeOf(maps, project.boundary, parameters.ground, judge);
    return stage({ cells: readCells(input, mosaics, lattice) }, ({ cells }) =>
      conclude({ mosaics, lattice, cells, footprints }, parameters),
    );
  });
};

/**
 * L-band backscatter of two yearly mosaics with GEDI footprints: a loss, what grew beyond control ground, or a refusal. For
 * forest below the biomass at which L-band saturates, in the one stratum of GEDI whose model is known here.
 */
export const lBandGedi: Service<LBandParameters> = {
  id: "forest",
  methodology: L_BAND_METHODOLOGY,
  yields: "measurement",
  parameters: lBandParameters,
  practice: lBandPractice,
  refusals: ({ ground }) => refusalOf(() => requireGround(ground)),
  summary,
  example: lBandExample,
  kernels: [anyKernel(mosaicKernel)],
  start,
};
