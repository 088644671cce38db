import { refused } from "../../../errors.ts";
import { gridCovering, sameLattice } from "../../../grid/lattice.ts";
import { projection } from "../../../grid/projection.ts";
import type { Grid } from "../../../grid/types.ts";
import type { Boundary } from "../../../ground/types.ts";
import type { SceneAsset } from "../../../scenes/types.ts";
import { gridOfAsset } from "../../common/grids.ts";
import type { HeightRules } from "./parameters.ts";

/** Ground cut into cells and units. Both begin at the grid's corner, which holds whole units alone. */
export type Lattice = {
  readonly grid: Grid;
  /** Pixels along a cell's side; cells along a unit's, and units along a cluster's. */
  readonly cellPx: number;
  readonly unitCells: number;
  readonly clusterUnits: number;
  /** Sides in metres, as they fall on pixels. */
  readonly cellM: number;
  readonly unitM: number;
  /** Cells in a row of the grid. */
  readonly columns: number;
};

const isUtm = (epsg: number): boolean => {
  const [hundred, zone] = [Math.floor(epsg / 100), epsg % 100];
  return (hundred === 326 || hundred === 327) && zone >= 1 && zone <= 60;
};

const requireSquare = (grid: Grid, href: string, maxPixelM: number): void => {
  const { epsg, pixelWidth, pixelHeight } = grid;
  if (!isUtm(epsg))
    throw refused("SERVICE_LATTICE", href, epsg, "a map of canopy heights is in UTM: distances are metres");
  if (pixelWidth !== pixelHeight)
    throw refused("SERVICE_LATTICE", href, [pixelWidth, pixelHeight], "pixels of a map of canopy heights are square");
  if (pixelWidth > maxPixelM) throw refused("SERVICE_PIXEL_SIZE", href, pixelWidth, `pixels of at most ${maxPixelM} m`);
};

/** Side of a part in whole pixels, at least one. */
const partsOf = (side: number, part: number): number => Math.max(1, Math.round(side / part));

/**
 * The pixels that all maps share, over the boundary's box and what it reaches, in whole units.
 *
 * @throws SixfoldError SERVICE_LATTICE, SERVICE_PIXEL_SIZE: nothing is resampled
 */
export const latticeOf = (
  files: readonly SceneAsset[],
  boundary: Boundary,
  { heights, ground }: Pick<HeightRules, "heights" | "ground">,
): Lattice => {
  const grids = files.map((file) => {
    const grid = gridOfAsset(file);
    if (grid === undefined) throw refused("SERVICE_LATTICE", file.href, null, "pixels lie north up");
    requireSquare(grid, file.href, heights.maxPixelM);
    return grid;
  });
  const [first, ...others] = grids as [Grid, ...Grid[]];
  const off = others.findIndex((grid) => !sameLattice(first, grid));
  if (off >= 0)
    throw refused(
      "SERVICE_LATTICE",
      files[off + 1]!.href,
      others[off],
      "maps share one pixel lattice: none is resampled",
    );
  const cellPx = partsOf(ground.cellM, first.pixelWidth);
  const cellM = cellPx * first.pixelWidth;
  const unitCells = partsOf(ground.unitM, cellM);
  const unitM = unitCells * cellM;
  const { fromLonLat } = projection(first.epsg);
  const corners = boundary.coordinates.flat(2).map(([lon, lat]) => fromLonLat(lon, lat));
  const extreme = (axis: 0 | 1, pick: (a: number, b: number) => number): number =>
    corners.map((corner) => corner[axis]).reduce((a, b) => pick(a, b));
  const { reachM } = ground;
  const box = gridCovering(first, [
    extreme(0, Math.min) - reachM,
    extreme(1, Math.min) - reachM,
    extreme(0, Math.max) + reachM,
    extreme(1, Math.max) + reachM,
  ]);
  const unitPx = cellPx * unitCells;
  const grid = {
    ...box,
    width: Math.ceil(box.width / unitPx) * unitPx,
    height: Math.ceil(box.height / unitPx) * unitPx,
  };
  return {
    grid,
    cellPx,
    unitCells,
    clusterUnits: partsOf(ground.clusterM, unitM),
    cellM,
    unitM,
    columns: grid.width / cellPx,
  };
};
