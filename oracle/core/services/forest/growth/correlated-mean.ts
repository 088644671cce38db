import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { studentQuantile } from "../../../uncertainty/student.ts";

/** A value in a cell of a square grid, with a weight above 0, as the area that it stands for. */
export type GridValue = { readonly col: number; readonly row: number; readonly value: number; readonly weight: number };

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
  throw refused("SERVICE_CELLS", field, value, rule);
};

/** Columns lie within so many of each other. */
const STRIDE = 2 ** 22;
const placeOf = (col: number, row: number): number => row * STRIDE + col;

/** Over ordered pairs of cells at a distance, rounded to whole cells: products of weights, and of weighted values. */
type Ring = { readonly weights: number; readonly products: number };

type Weighted = GridValue & { readonly weighted: number };

const ringOf = (cells: readonly Weighted[], at: ReadonlyMap<number, Weighted>, distance: number): Ring => {
  let [weights, products] = [0, 0];
  for (let dy = -distance - 1; dy <= distance + 1; dy += 1)
    for (let dx = -distance - 1; dx <= distance + 1; dx += 1) {
      if (Math.round(Math.sqrt(dx * dx + dy * dy)) !== distance) continue;
      for (const cell of cells) {
        const other = at.get(placeOf(cell.col + dx, cell.row + dy));
        if (other === undefined) continue;
        weights += cell.weight * other.weight;
        products += cell.weighted * other.weighted;
      }
    }
  return { weights, products };
};

/**
 * The weighted mean of cells that are not independent. Its variance is the weighted mean covariance of all pairs of cells
 * (Cressie 1993, Statistics for Spatial Data, section 1.3; from memory). Covariance is taken as isotropic and estimated
 * ring by ring, out to the first ring where it is not positive: beyond, its sum is noise (the initial positive sequence of
 * Geyer 1992, Statistical Science 7(4), carried from a chain to a plane). Residuals about the sample's own mean are too
 * little alike by the variance that is sought, so that V = sum w (c + V), w the share of a ring's pairs.
 *
 * @param cells at most one a place, in any order; values finite.
 * @throws SixfoldError SERVICE_CELLS where fewer than 2 are given, one is given twice, or all are alike out to 64 cells
 */
export const correlatedMean = (cells: readonly GridValue[]): CorrelatedMean => {
  if (cells.length < 2) refuse("cells", cells.length, "two cells or more");
  const total = sumExact(cells.map(({ weight }) => weight));
  const mean = sumExact(cells.map(({ value, weight }) => value * weight)) / total;
  if (!Number.isFinite(mean) || cells.some(({ weight }) => !(weight > 0)))
    refuse("cells", String(mean), "every value is finite, and every weight above zero");
  const residuals = cells
    .map((cell) => ({ ...cell, weighted: cell.weight * (cell.value - mean) }))
    .sort((a, b) => a.row - b.row || a.col - b.col);
  const at = new Map(residuals.map((cell) => [placeOf(cell.col, cell.row), cell]));
  if (at.size !== cells.length) refuse("cells", cells.length - at.size, "a place has one value");
  const all = total * total;
  let [covariance, share, own, alone] = [0, 0, 0, 0];
  for (let distance = 0; distance <= MOST_RINGS; distance += 1) {
    const { weights, products } = ringOf(residuals, at, distance);
    if (distance === 0) [own, alone] = [products / weights, products / all];
    else if (!(products > 0)) {
      const variance = covariance / (1 - share);
      const effectiveCells = variance > 0 ? Math.max(1, own / variance) : cells.length;
      const standardError = Math.sqrt(variance);
      return {
        mean,
        standardError,
        independentError: Math.sqrt(alone),
        effectiveCells,
        range: distance,
        halfWidth: (confidence) =>
          standardError * studentQuantile((1 + confidence) / 2, Math.max(1, effectiveCells - 1)),
      };
    }
    covariance += products / all;
    share += weights / all;
  }
  return refuse("cells", MOST_RINGS, `cells are no longer alike within ${MOST_RINGS} of their sides`);
};
