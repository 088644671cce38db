import { addedNitrousOxideKgPerHa } from "../../oracle/core/services/paddy/emissions.ts";
import { ipccScheme } from "../../oracle/core/services/paddy/ipcc-scheme.ts";
import type { IpccParameters } from "../../oracle/core/services/paddy/terms.ts";
import { WARMING_POTENTIALS } from "../../oracle/core/services/common/gwp.ts";
import { dayOf } from "../../oracle/core/services/common/day.ts";
import type { StatedMeasurement } from "../../oracle/core/services/common/outcome.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";
import type { FieldTruth } from "./paddy.ts";
import { seenFields } from "./seen-fields.ts";
import type { SeenField, SeenInterval } from "./seen-fields.ts";

export type Judgement = {
  readonly projectFields: number;
  readonly resolved: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** Drain intervals of all fields, and those whose true drained days lie in [minDays, maxDays]. */
  readonly intervals: number;
  readonly intervalsThatHold: number;
  /** The same for intervals in which a dry run was seen. */
  readonly seenDrainages: number;
  readonly seenDrainagesThatHold: number;
  /** Looks called wet or dry, and those called rightly. */
  readonly calledLooks: number;
  readonly rightLooks: number;
  /** Resolved project fields whose regime is the true one, less drained than it, and more drained. */
  readonly regimes: { readonly right: number; readonly under: number; readonly over: number };
  readonly claimedM2: number;
  readonly trueM2: number;
  readonly grossKg: number;
  readonly halfWidthKg: number;
  readonly baselineKg: number;
  readonly trueBaselineKg: number;
  /** With the central emission factors. */
  readonly trueGrossKg: number;
  /** Of many draws of the emission factors, the shares whose true gross lies in, above and below gross +- half-width. */
  readonly draws: { readonly covered: number; readonly above: number; readonly below: number };
};

type Regime = "continuous" | "single" | "multiple";

const drainedDays = ({ drained }: FieldTruth, from: number, to: number): number =>
  drained.reduce(
    (sum, spell) => sum + Math.max(0, Math.min(to, dayOf(spell.to)) - Math.max(from, dayOf(spell.from))),
    0,
  );

const holds = (
  truth: FieldTruth,
  { previousWet, nextWet, minDays, maxDays }: SeenInterval,
  closes: string,
): boolean => {
  const days = drainedDays(truth, dayOf(previousWet) + 1, dayOf(nextWet ?? closes));
  return minDays <= days && days <= maxDays;
};

const trueRegime = ({ drained }: FieldTruth, minDays: number): Regime => {
  const count = drained.filter(({ from, to }) => dayOf(to) - dayOf(from) >= minDays).length;
  return count === 0 ? "continuous" : count === 1 ? "single" : "multiple";
};

/** Draws of the emission factors by which coverage is judged. */
const DRAWS = 2_000;

type TrueAmounts = { readonly grossKg: number; readonly baselineKg: number };

/** Avoided by the project fields less what they would have avoided if managed as the controls truly were, less N2O. */
const amountsOf = (
  truth: readonly FieldTruth[],
  parameters: IpccParameters,
  random: Random | undefined,
): TrueAmounts => {
  const gwp = WARMING_POTENTIALS[parameters.gwp];
  const methane = ipccScheme.methane(parameters, random);
  const avoided = (regime: Regime): number => (methane(0, "continuous") - methane(0, regime)) * gwp.ch4;
  const regimeOf = (field: FieldTruth): Regime => trueRegime(field, parameters.drainage.minDays);
  const controls = truth.filter(({ role }) => role === "control");
  const controlM2 = controls.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const baseline = controls.reduce((sum, field) => sum + (field.areaM2 / controlM2) * avoided(regimeOf(field)), 0);
  const addedN2o = addedNitrousOxideKgPerHa(parameters.nitrogenKgPerHa) * gwp.n2o;
  let [grossKg, baselineKg] = [0, 0];
  for (const field of truth.filter(({ role }) => role === "project")) {
    const [regime, areaHa] = [regimeOf(field), field.areaM2 / 10_000];
    baselineKg += areaHa * baseline;
    grossKg += areaHa * (avoided(regime) - baseline - (regime === "continuous" ? 0 : addedN2o));
  }
  return { grossKg, baselineKg };
};

const tallyOf = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** Holds a measurement of a simulated season against its truth. */
export const judge = (
  measurement: StatedMeasurement,
  truth: readonly FieldTruth[],
  parameters: IpccParameters,
  random: Random,
): Judgement => {
  const seen = seenFields(measurement.diagnostics);
  const truthOf = ({ id }: SeenField): FieldTruth => truth.find((field) => field.id === id) as FieldTruth;
  const intervals = seen.flatMap((field) =>
    field.seasons.flatMap(({ intervals: list, closes }) =>
      list.map((interval) => ({ interval, holds: holds(truthOf(field), interval, closes as string) })),
    ),
  );
  const drainages = intervals.filter(({ interval }) => interval.dryLooks > 0);
  const looks = seen.flatMap((field) => {
    const { flooded, drained } = truthOf(field);
    // The final drainage is not in the truth: looks are judged up to 90 days after flooding.
    const [opens, closes] = [dayOf(flooded), dayOf(flooded) + 90];
    return field.looks
      .filter(({ date, state }) => state !== "unknown" && dayOf(date) < closes)
      .map(({ date, state }) => {
        const dry = dayOf(date) < opens || drained.some(({ from, to }) => date >= from && date < to);
        return (state === "dry") === dry;
      });
  });
  const project = seen.filter(({ role }) => role === "project");
  const resolved = project.filter(({ refusal }) => refusal === null);
  const order: readonly string[] = ipccScheme.regimes;
  const steps = resolved.map(
    (field) =>
      order.indexOf(field.seasons[0]?.regime ?? "") -
      order.indexOf(trueRegime(truthOf(field), parameters.drainage.minDays)),
  );
  const { measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2 } = measurement;
  const central = amountsOf(truth, parameters, undefined);
  const [grossKg, half] = [Number(measuredKg - baselineKg - leakageKg), Number(halfWidthKg)];
  const errors = Array.from({ length: DRAWS }, () => amountsOf(truth, parameters, random).grossKg - grossKg);
  const share = (of: (error: number) => boolean): number => errors.filter(of).length / DRAWS;
  return {
    projectFields: project.length,
    resolved: resolved.length,
    refusals: tallyOf(seen.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]))),
    intervals: intervals.length,
    intervalsThatHold: intervals.filter((interval) => interval.holds).length,
    seenDrainages: drainages.length,
    seenDrainagesThatHold: drainages.filter((interval) => interval.holds).length,
    calledLooks: looks.length,
    rightLooks: looks.filter(Boolean).length,
    regimes: {
      right: steps.filter((step) => step === 0).length,
      under: steps.filter((step) => step < 0).length,
      over: steps.filter((step) => step > 0).length,
    },
    claimedM2: Number(claimedM2),
    trueM2: truth.filter(({ role }) => role === "project").reduce((sum, { areaM2 }) => sum + areaM2, 0),
    grossKg,
    halfWidthKg: half,
    baselineKg: Number(baselineKg),
    trueBaselineKg: central.baselineKg,
    trueGrossKg: central.grossKg,
    draws: {
      covered: share((error) => Math.abs(error) <= half),
      above: share((error) => error > half),
      below: share((error) => error < -half),
    },
  };
};
