import type { Measurement } from "../../common/outcome.ts";
import type { JsonValue } from "../../common/types.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import { sumExact } from "../../../raster/sum.ts";
import { studentQuantile } from "../../../uncertainty/student.ts";
import type { Compared, Comparison } from "./compare.ts";
import { NORMAL_90 } from "./change.ts";
import type { Stock } from "./stock.ts";

/** Relative standard errors that project and controls share, thousandths, by their source: they grow with the difference. */
export type SharedErrors = Readonly<Record<string, number>>;

/** Half-widths of two-sided 90 % intervals, kg CO2e, each with one source of doubt at work; the shared errors beside them. */
type Budget = {
  /** Which ground was the project and which the control, with the noise of maps: over independent clusters. */
  readonly sampling: number;
  /** What the calibration leaves open of the model, by leaving each of its blocks out. */
  readonly calibration: number;
  /** Sampling of the leakage belt and of its controls. */
  readonly leakage: number;
};

export type Amounts = Pick<Measurement, "measuredKg" | "baselineKg" | "leakageKg" | "halfWidthKg"> & {
  readonly diagnostics: { readonly [key: string]: JsonValue };
};

const KG_PER_MG = 1000;
const M2_PER_HA = 10_000;
const kilograms = (perHa: number, areaM2: number): number => (perHa * KG_PER_MG * areaM2) / M2_PER_HA;

/**
 * Standard error by the jackknife over groups: Efron 1982, The Jackknife, the Bootstrap and Other Resampling Plans, chapter
 * 3 (from memory).
 */
export const jackknifeError = (estimates: readonly number[]): number => {
  const n = estimates.length;
  const mean = sumExact(estimates) / n;
  return Math.sqrt((sumExact(estimates.map((each) => (each - mean) * (each - mean))) * (n - 1)) / n);
};

/** What a belt lost beyond its controls, kg, 0 where it lost nothing: as if all of it, seen or not, were as what was seen. */
const harmOf = ({ wholeM2 }: Compared, effect: number): number => kilograms(Math.max(0, -effect), wholeM2);

/**
 * What a forest earns: what it grew between the surveys beyond its control ground, and never more than it grew. Where
 * controls lost, not losing is no removal. The shown baseline is what of the growth is not earned.
 *
 * @param stockUnder stock by a model, within the range of the one that is used.
 */
export const amountsOf = <M>(
  { project, belt }: Comparison,
  stockUnder: (model: M) => Stock,
  { model, without }: { readonly model: M; readonly without: readonly M[] },
  shared: SharedErrors,
): Amounts => {
  const own = project.under(stockUnder(model));
  const around = belt.under(stockUnder(model));
  const effectKg = kilograms(own.effect, project.areaM2);
  const grownKg = Math.max(0, kilograms(project.change, project.areaM2));
  const grossKg = Math.min(effectKg, grownKg);
  const leakageKg = harmOf(belt, around.effect);
  const others = without.map((each) => {
    const stock = stockUnder(each);
    return kilograms(project.under(stock).effect, project.areaM2) - harmOf(belt, belt.under(stock).effect);
  });
  const sharedKg = (thousandths: number): number => NORMAL_90 * (thousandths / 1000) * Math.abs(effectKg - leakageKg);
  const budget: Budget & SharedErrors = {
    ...Object.fromEntries(Object.entries(shared).map(([source, thousandths]) => [source, sharedKg(thousandths)])),
    sampling: kilograms(own.halfWidth, project.areaM2),
    calibration: studentQuantile(0.95, others.length - 1) * jackknifeError(others),
    leakage: kilograms(around.halfWidth, belt.wholeM2),
  };
  const half = Math.sqrt(sumExact(Object.values(budget).map((each) => each * each)));
  const measuredKg = wholeDown(grownKg);
  const baselineKg = wholeUp(grownKg - grossKg);
  return {
    measuredKg,
    baselineKg,
    leakageKg: wholeUp(leakageKg),
    halfWidthKg: wholeUp(half),
    diagnostics: {
      budgetKg: Object.fromEntries(Object.entries(budget).map(([name, kg]) => [name, Math.ceil(kg)])),
      effectKg: Math.round(effectKg),
      matchedShare: own.matchedShare,
      unmatchedUnits: project.unmatched,
      unknownUnits: project.unknown,
      charges: own.charges.length + around.charges.length,
      clusters: own.contrast.clusters,
      beltEffectKg: Math.round(kilograms(around.effect, belt.wholeM2)),
    },
  };
};
