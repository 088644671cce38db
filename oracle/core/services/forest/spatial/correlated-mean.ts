import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { studentQuantile } from "../../../uncertainty/student.ts";

/** A value in a cell of a square grid. */
export type GridValue = { readonly col: number; readonly row: number; readonly value: number };

export type CorrelatedMean = {
  readonly mean: number;
  /** Of the mean, with the correlation of neighbours. */
  readonly standardError: number;
  /** What it would be if cells were independent: too small. */
  readonly independentError: number;
  /** Cells that would say as much if they were independent. */
  readonly effectiveCells: number;
  /** Distance, in cells, from which neighbours are no longer alike: the first ring without positive covariance. */
  readonly range: number;
  /** Half of the two-sided interval. */
  readonly halfWidth: (confidence: number) => number;
};

/** Furthest ring looked at, in cells. Ground that is still alike there is one value, and has no error to speak of. */
const MOST_RINGS = 64;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refused("FOREST_CELLS", field, value, rule);
};

/** Columns lie within so many of each other. */
const STRIDE = 2 ** 22;
const placeOf = (col: number, row: number): number => row * STRIDE + col;

type Ring = { readonly pairs: number; readonly products: number };

/** Ordered pairs of cells and the sums of their products by distance, rounded to whole cells. */
const ringOf = (cells: readonly GridValue[], at: ReadonlyMap<number, number>, distance: number): Ring => {
  let [pairs, products] = [0, 0];
  for (let dy = -distance - 1; dy <= distance + 1; dy += 1)
    for (let dx = -distance - 1; dx <= distance + 1; dx += 1) {
      if (Math.round(Math.sqrt(dx * dx + dy * dy)) !== distance) continue;
      for (const { col, row, value } of cells) {
        const other = at.get(placeOf(col + dx, row + dy));
        if (other === undefined) continue;
        pairs += 1;
        products += value * other;
      }
    }
  return { pairs, products };
};

/**
 * The mean of cells that are not independent. The variance of a mean is the mean covariance of all pairs of cells
 * (Cressie 1993, Statistics for Spatial Data, section 1.3; from memory). Covariance is taken as isotropic and estimated
 * ring by ring, out to the first ring where it is not positive: beyond, its sum is noise (the initial positive sequence of
 * Geyer 1992, Statistical Science 7(4), carried from a chain to a plane). Residuals about the sample's own mean are too
 * alike by the variance that is sought, so that V = sum w (c + V), w the share of a ring's pairs.
 *
 * @param cells at most one a place, in any order; values finite.
 * @throws SixfoldError FOREST_CELLS where fewer than 2 are given, one is given twice, or all are alike out to 64 cells
 */
export const correlatedMean = (cells: readonly GridValue[]): CorrelatedMean => {
  if (cells.length < 2) refuse("cells", cells.length, "two cells or more");
  const mean = sumExact(cells.map(({ value }) => value)) / cells.length;
  if (!Number.isFinite(mean)) refuse("cells", String(mean), "every value is finite");
  const residuals = cells
    .map(({ col, row, value }) => ({ col, row, value: value - mean }))
    .sort((a, b) => a.row - b.row || a.col - b.col);
  const at = new Map(residuals.map(({ col, row, value }) => [placeOf(col, row), value]));
  if (at.size !== cells.length) refuse("cells", cells.length - at.size, "a place has one value");
  const all = cells.length * cells.length;
  let [covariance, share, own] = [0, 0, 0];
  for (let distance = 0; ; distance += 1) {
    if (distance > MOST_RINGS)
      refuse("cells", distance, `cells are no longer alike within ${MOST_RINGS} of their sides`);
    const { pairs, products } = ringOf(residuals, at, distance);
    if (distance === 0) own = products / pairs;
    else if (!(products > 0)) {
      const variance = share < 1 ? covariance / (1 - share) : own;
      const effectiveCells = variance > 0 ? Math.max(1, own / variance) : cells.length;
      return {
        mean,
        standardError: Math.sqrt(variance),
        independentError: Math.sqrt(own / (cells.length - 1)),
        effectiveCells,
        range: distance,
        halfWidth: (confidence) =>
          Math.sqrt(variance) * studentQuantile((1 + confidence) / 2, Math.max(1, effectiveCells - 1)),
      };
    }
    covariance += products / all;
    share += pairs / all;
  }
};
