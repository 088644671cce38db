import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { studentQuantile } from "../../../uncertainty/student.ts";

/** Two measurements of one plot. */
export type Remeasurement = {
  readonly plot: string;
  /** Stock at the earlier and the later one, in one unit an area, 0 or more. */
  readonly before: number;
  readonly after: number;
  /** Years between them, above 0. */
  readonly years: number;
};

export type PlotChange = {
  /** Mean yearly change over plots, in the unit of the stock. */
  readonly mean: number;
  readonly standardError: number;
  /** Half of the two-sided 90 % interval, by Student's distribution. */
  readonly halfWidth: number;
  readonly plots: number;
  readonly visits: number;
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refused("SERVICE_REMEASUREMENT", field, value, rule);
};

/**
 * Yearly change of stock from plots measured more than once. The plot is the unit: visits of one plot share its ground, and
 * to count each would claim more than was sampled (Cochran 1977, Sampling Techniques, chapter 9: clusters; from memory).
 * A plot's change is the mean of its intervals' yearly changes. Plots are taken for a simple random sample.
 *
 * @throws SixfoldError SERVICE_REMEASUREMENT
 */
export const plotChange = (visits: readonly Remeasurement[]): PlotChange => {
  const rates = new Map<string, number[]>();
  visits.forEach(({ plot, before, after, years }, row) => {
    if (!(before >= 0 && after >= 0 && Number.isFinite(after - before)))
      refuse(`visits/${row}`, [String(before), String(after)], "stocks are finite and not below zero");
    if (!(years > 0 && years < Infinity)) refuse(`visits/${row}/years`, String(years), "years are above zero");
    rates.set(plot, [...(rates.get(plot) ?? []), (after - before) / years]);
  });
  const plots = [...rates.values()].map((own) => sumExact(own) / own.length);
  if (plots.length < 2) refuse("visits", plots.length, "two plots or more");
  const mean = sumExact(plots) / plots.length;
  const variance = sumExact(plots.map((rate) => (rate - mean) * (rate - mean))) / (plots.length - 1);
  const standardError = Math.sqrt(variance / plots.length);
  return {
    mean,
    standardError,
    halfWidth: standardError * studentQuantile(0.95, plots.length - 1),
    plots: plots.length,
    visits: visits.length,
  };
};
