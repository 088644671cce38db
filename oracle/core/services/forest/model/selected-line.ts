import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { leaveBlocksOut } from "./blocked.ts";
import type { Fit } from "./blocked.ts";

/**
 * Plots for each metric that a line may take: from 10 to 20 are advised (Harrell 2015, Regression Modeling Strategies,
 * section 4.4, has 15; from memory), and the cautious end is kept.
 */
const PLOTS_PER_METRIC = 20;

const mean = (values: readonly number[]): number => sumExact(values) / values.length;

/** Least squares of a few centred columns, by elimination with pivots; undefined where columns depend on each other. */
const solve = (columns: readonly (readonly number[])[], y: readonly number[]): readonly number[] | undefined => {
  const n = columns.length;
  const rows = columns.map((a) => [
    ...columns.map((b) => sumExact(a.map((each, k) => each * b[k]!))),
    sumExact(a.map((each, k) => each * y[k]!)),
  ]);
  const scale = rows.map((row, i) => row[i]!);
  for (let i = 0; i < n; i += 1) {
    let best = i;
    for (let r = i + 1; r < n; r += 1) if (Math.abs(rows[r]![i]!) > Math.abs(rows[best]![i]!)) best = r;
    [rows[i], rows[best]] = [rows[best]!, rows[i]!];
    // Of variables that are the same but for rounding nothing is left.
    if (!(Math.abs(rows[i]![i]!) > 1e-10 * scale[i]!)) return undefined;
    for (let r = 0; r < n; r += 1) {
      if (r === i) continue;
      const factor = rows[r]![i]! / rows[i]![i]!;
      for (let c = i; c <= n; c += 1) rows[r]![c]! -= factor * rows[i]![c]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
};

/** A line through some metrics, fitted on some rows; the mean alone where they do not determine it. */
const lineOf = (metrics: readonly (readonly number[])[], truth: readonly number[], chosen: readonly number[]): Fit => {
  return (training) => {
    const centres = chosen.map((m) => mean(training.map((row) => metrics[m]![row]!)));
    const level = mean(training.map((row) => truth[row]!));
    const slopes = solve(
      chosen.map((m, k) => training.map((row) => metrics[m]![row]! - centres[k]!)),
      training.map((row) => truth[row]! - level),
    );
    return (row) =>
      level + (slopes ?? []).reduce((sum, slope, k) => sum + slope * (metrics[chosen[k]!]![row]! - centres[k]!), 0);
  };
};

/**
 * A line through the metrics that predict best: the next is the one that most lowers the squared error over blocks left
 * out among the training rows, as long as one lowers it, and at most one for twenty plots. To be used inside
 * `blockedSkill`, which makes the selection nested.
 *
 * @param metrics column by column, finite.
 * @throws SixfoldError SERVICE_METRICS
 */
export const selectedLine = (
  metrics: readonly (readonly number[])[],
  truth: readonly number[],
  blocks: readonly string[],
): Fit => {
  metrics.forEach((column, m) => {
    if (column.length !== truth.length || !column.every(Number.isFinite))
      throw refused("SERVICE_METRICS", `metrics/${m}`, column.length, `${truth.length} finite values, one a plot`);
  });
  const most = Math.floor(truth.length / PLOTS_PER_METRIC);
  return (training) => {
    const errorOf = (chosen: readonly number[]): number => {
      const predicted = leaveBlocksOut(blocks, training, lineOf(metrics, truth, chosen));
      return sumExact([...predicted].map(([row, value]) => (value - truth[row]!) * (value - truth[row]!)));
    };
    let chosen: readonly number[] = [];
    let error = errorOf(chosen);
    while (chosen.length < most) {
      const tried = metrics.flatMap((_, m) => (chosen.includes(m) ? [] : [{ m, error: errorOf([...chosen, m]) }]));
      const best = tried.reduce<(typeof tried)[number] | undefined>(
        (a, b) => (a !== undefined && a.error <= b.error ? a : b),
        undefined,
      );
      if (best === undefined || !(best.error < error)) break;
      chosen = [...chosen, best.m];
      error = best.error;
    }
    return lineOf(metrics, truth, chosen)(training);
  };
};
