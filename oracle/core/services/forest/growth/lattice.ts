import { refused } from "../../../errors.ts";
import { gridCovering, sameLattice } from "../../../grid/lattice.ts";
import { projection } from "../../../grid/projection.ts";
import type { Grid } from "../../../grid/types.ts";
import type { Boundary } from "../../../ground/types.ts";
import { cos } from "../../../math.ts";
import type { SceneAsset } from "../../../scenes/types.ts";
import { gridOfAsset } from "../../common/grids.ts";
import { metresPerUnit } from "../../common/pixel-size.ts";
import type { GroundRules } from "./rules.ts";

/** Of something along columns, and along rows. */
export type PerAxis = readonly [across: number, down: number];

/** Ground cut into cells and units. Both begin at the grid's corner, which holds whole units alone. */
export type Lattice = {
  readonly grid: Grid;
  /** Pixels along a cell's sides; cells along a unit's, and units along a cluster's. */
  readonly cellPx: PerAxis;
  readonly unitCells: PerAxis;
  readonly clusterUnits: PerAxis;
  /** Sides in metres, as they fall on pixels. */
  readonly cellM: PerAxis;
  readonly unitM: PerAxis;
  /** Cells in a row of the grid. */
  readonly columns: number;
};

/** Side of a part in whole pixels, at least one. */
const partsOf = (side: number, part: number): number => Math.max(1, Math.round(side / part));

const both = (of: (axis: 0 | 1) => number): PerAxis => [of(0), of(1)];

/**
 * Metres to a unit of the CRS across and down, in the middle of a box of it. For degrees those of a sphere, which is near
 * enough for cutting ground: what a pixel counts for is its own area.
 */
const metresOf = (epsg: number, south: number, north: number): PerAxis => {
  const metres = metresPerUnit(epsg);
  return epsg === 4326 ? [metres * cos(((south + north) / 2) * (Math.PI / 180)), metres] : [metres, metres];
};

/**
 * The pixels that all maps share, over the boundary's box and what it reaches, in whole units.
 *
 * @param judge throws where a map's grid will not do.
 * @throws SixfoldError SERVICE_LATTICE: nothing is resampled
 */
export const latticeOf = (
  files: readonly SceneAsset[],
  boundary: Boundary,
  { cellM, unitM, clusterM, reachM }: GroundRules,
  judge: (grid: Grid, href: string) => void,
): Lattice => {
  const grids = files.map((file) => {
    const grid = gridOfAsset(file);
    if (grid === undefined) throw refused("SERVICE_LATTICE", file.href, null, "pixels lie north up");
    judge(grid, file.href);
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
  const { fromLonLat } = projection(first.epsg);
  const corners = boundary.coordinates.flat(2).map(([lon, lat]) => fromLonLat(lon, lat));
  const extreme = (axis: 0 | 1, pick: (a: number, b: number) => number): number =>
    corners.map((corner) => corner[axis]).reduce((a, b) => pick(a, b));
  const [south, north] = [extreme(1, Math.min), extreme(1, Math.max)];
  const metres = metresOf(first.epsg, south, north);
  const pixelM = [first.pixelWidth * metres[0], first.pixelHeight * metres[1]] as const;
  const cellPx = both((axis) => partsOf(cellM, pixelM[axis]));
  const cellSides = both((axis) => cellPx[axis] * pixelM[axis]);
  const unitCells = both((axis) => partsOf(unitM, cellSides[axis]));
  const unitSides = both((axis) => unitCells[axis] * cellSides[axis]);
  const reach = both((axis) => reachM / metres[axis]);
  const box = gridCovering(first, [
    extreme(0, Math.min) - reach[0],
    south - reach[1],
    extreme(0, Math.max) + reach[0],
    north + reach[1],
  ]);
  const unitPx = both((axis) => cellPx[axis] * unitCells[axis]);
  const grid = {
    ...box,
    width: Math.ceil(box.width / unitPx[0]) * unitPx[0],
    height: Math.ceil(box.height / unitPx[1]) * unitPx[1],
  };
  return {
    ...{ grid, cellPx, unitCells },
    clusterUnits: both((axis) => partsOf(clusterM, unitSides[axis])),
    cellM: cellSides,
    unitM: unitSides,
    columns: grid.width / cellPx[0],
  };
};
