import { balanceOf, requireBalance } from "./balance.ts";
import type { BalanceRow } from "./balance.ts";
import { contrastOf, halfWidthOf, requireFreedom } from "./contrast.ts";
import type { Contrast } from "./contrast.ts";
import { featuresOf } from "./features.ts";
import type { Features } from "./features.ts";
import { match } from "./match.ts";
import type { Match } from "./match.ts";
import { refuse } from "./refuse.ts";
import type { ControlRules } from "./rules.ts";
import { samplesOf } from "./samples.ts";
import { requireParallel, trendOf } from "./trend.ts";
import type { Trend } from "./trend.ts";
import { barsOf, requireStudy } from "./units.ts";
import type { Bar, Study } from "./units.ts";

/** The difference between the sides over looks before the period, as if it had started earlier: there is nothing to see. */
export type Placebo = {
  /** Looks that the controls were matched on; the others stand for the period. */
  readonly looks: number;
  readonly contrast: Contrast;
  readonly halfWidth95: number;
};

/** The control ground of a project: chosen and tried before the period, from what was known then. */
export type ControlGround = Match & {
  readonly balance: readonly BalanceRow[];
  readonly trend: Trend;
  readonly placebo: Placebo;
};

/** One look in three stands for the period in a placebo: a choice of ours. */
const PLACEBO_SHARE = 3;

const tally = (fates: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const fate of [...fates].sort()) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
};

const eligibleOf = (bars: readonly (Bar | undefined)[], field: string): readonly number[] => {
  const eligible = bars.flatMap((bar, row) => (bar === undefined ? [row] : []));
  if (eligible.length < 2) {
    const value = tally(bars.map((bar) => bar ?? "eligible"));
    refuse("CONTROL_NONE", field, value, "two candidates or more are outside every ground that bars them");
  }
  return eligible;
};

type Chosen = Match & { readonly features: Features };

const chooseOn = (
  study: Study,
  eligible: readonly number[],
  bars: readonly (Bar | undefined)[],
  looks: number,
  rules: ControlRules,
): Chosen => {
  const features = featuresOf(study, eligible, looks);
  const found = match(study, features, eligible, bars, rules);
  if (found.matched.length < 2) {
    const rule = `two project units or more have ${rules.controlsPerUnit} controls each within the caliper`;
    refuse("CONTROL_TOO_FEW", "matched", { matched: found.matched.length, ...tally(found.fates) }, rule);
  }
  return { ...found, features };
};

/** Mean over the last looks less mean over the first ones. */
const changeOver = (history: Float64Array, looks: number, first: number, row: number): number => {
  let [before, after] = [0, 0];
  for (let look = 0; look < looks; look += 1) {
    const value = history[row * looks + look] as number;
    if (look < first) before += value;
    else after += value;
  }
  return after / (looks - first) - before / first;
};

/**
 * The placebo in time: controls are matched anew on the first looks alone, since those that were matched on all would
 * agree in the last by choice.
 */
const placeboOf = (
  study: Study,
  eligible: readonly number[],
  bars: readonly (Bar | undefined)[],
  rules: ControlRules,
): Placebo => {
  const all = study.days.length;
  const looks = all - Math.floor(all / PLACEBO_SHARE);
  const { matched } = chooseOn(study, eligible, bars, looks, rules);
  const samples = samplesOf(
    study,
    matched,
    (row) => changeOver(study.project.history, all, looks, row),
    (row) => changeOver(study.candidates.history, all, looks, row),
  );
  const contrast = contrastOf(samples.project, samples.controls);
  requireFreedom(contrast, rules.minDegreesOfFreedom);
  return { looks, contrast, halfWidth95: halfWidthOf(contrast, 0.95) };
};

const requireNoEffect = ({ contrast: { difference }, halfWidth95 }: Placebo): void => {
  if (Math.abs(difference) > halfWidth95) {
    const rule = "before the period the 95 % interval of the difference between project and controls holds zero";
    refuse("CONTROL_PLACEBO", "placebo/contrast", { difference, halfWidth95 }, rule);
  }
};

/**
 * Chooses a project's controls from all candidates by rule, and refuses the choice where the sides are not alike. What
 * the period brought is not an argument: nobody can choose by it, and the choice can be committed before.
 *
 * @throws SixfoldError what `requireStudy` throws; CONTROL_PROJECT (fewer than two project units), CONTROL_NONE,
 * CONTROL_TOO_FEW, CONTROL_ONE_CLUSTER, CONTROL_FEW_CLUSTERS, CONTROL_UNBALANCED, CONTROL_TRENDING,
 * CONTROL_PLACEBO
 */
export const chooseControls = (study: Study, rules: ControlRules): ControlGround => {
  const bars = barsOf(study);
  requireStudy(study, bars);
  if (study.project.ids.length < 2) {
    refuse("CONTROL_PROJECT", "project/ids", study.project.ids.length, "a project has two units or more");
  }
  const eligible = eligibleOf(bars, "candidates");
  const { features, ...found } = chooseOn(study, eligible, bars, study.days.length, rules);
  const balance = balanceOf(study, features, eligible, found.matched);
  requireBalance(balance, rules);
  const trend = trendOf(study, features, found.matched, rules);
  requireParallel(trend);
  const placebo = placeboOf(study, eligible, bars, rules);
  requireNoEffect(placebo);
  return { ...found, balance, trend, placebo };
};
