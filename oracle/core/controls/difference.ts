import { sumExact } from "../raster/sum.ts";
import type { ControlGround } from "./choose.ts";
import { contrastOf, halfWidthOf } from "./contrast.ts";
import type { Contrast } from "./contrast.ts";
import { historyOf } from "./history.ts";
import { refuse } from "./refuse.ts";
import { samplesOf } from "./samples.ts";
import type { Study, Units } from "./units.ts";

/** What the period brought to a unit, in the unit of its history: a value, or why none could be read. */
export type Outcome = number | { readonly refused: string };

/** By id. Every project unit and every matched control has one: nothing drops out unsaid. */
export type Outcomes = {
  readonly project: ReadonlyMap<string, Outcome>;
  readonly controls: ReadonlyMap<string, Outcome>;
};

/** The least and the greatest value that is possible at all. The project earns by more. */
export type Range = { readonly least: number; readonly most: number };

/** A unit that was read as the worst for the project that is possible, and why. */
export type Charge = {
  readonly side: "project" | "controls";
  readonly id: string;
  readonly value: number;
  readonly reason: string;
};

/** What the project changed beyond its controls, as a mean over its whole area in the unit of the values. */
export type Difference = {
  readonly effect: number;
  /** Half of the two-sided 90 % interval. */
  readonly halfWidth: number;
  /** Of the matched units alone, with the clusters that its error rests on. */
  readonly contrast: Contrast;
  /** Share of the project's area whose units are matched, 0 to 1. */
  readonly matchedShare: number;
  /** What unmatched units take from the effect, 0 or less. */
  readonly unmatched: number;
  readonly charges: readonly Charge[];
};

type Read = { readonly value: number; readonly charge: Charge | undefined };

const readerOf = (
  side: Charge["side"],
  outcomes: ReadonlyMap<string, Outcome>,
  worst: number,
  { least, most }: Range,
): ((id: string) => Read) => {
  const rule = `a value from ${least} to ${most}, or why there is none`;
  return (id) => {
    const outcome = outcomes.get(id);
    if (outcome === undefined) return refuse("CONTROL_OUTCOME", `outcomes/${side}/${id}`, null, rule);
    if (typeof outcome !== "number") {
      return { value: worst, charge: { side, id, value: worst, reason: outcome.refused } };
    }
    if (!(outcome >= least && outcome <= most)) {
      refuse("CONTROL_OUTCOME", `outcomes/${side}/${id}`, String(outcome), rule);
    }
    return { value: outcome, charge: undefined };
  };
};

/** What the period brought to some rows, less their level before. */
const changesOf = (
  units: Units,
  days: readonly number[],
  rows: readonly number[],
  read: (id: string) => Read,
): { readonly change: (row: number) => number; readonly charges: readonly Charge[] } => {
  const { levels } = historyOf(units.history, days.length, days);
  const reads = new Map(rows.map((row) => [row, read(units.ids[row] as string)]));
  return {
    change: (row) => (reads.get(row) as Read).value - (levels[row] as number),
    charges: [...reads.values()].flatMap(({ charge }) => (charge === undefined ? [] : [charge])),
  };
};

/**
 * The difference in differences between a project and its control ground: what units changed from their level before,
 * less what their controls did.
 *
 * Refusals charge the side that gains by them. A control whose period can not be read counts as `most`, a project unit as
 * `least`: the bound of Horowitz and Manski 2000, Journal of the American Statistical Association 95, on the side of
 * doubt (L15). So making a unit unreadable never raises the effect. A project unit without controls earns nothing, and where it
 * changed by less than all controls on the whole it is charged with that: leaving a unit unmatched hides no harm.
 *
 * @throws SixfoldError CONTROL_RANGE, CONTROL_OUTCOME, CONTROL_ONE_CLUSTER
 */
export const differenceInDifferences = (
  study: Study,
  { matched, unmatched }: Pick<ControlGround, "matched" | "unmatched">,
  {
    outcomes,
    range,
  }: {
    readonly outcomes: Outcomes;
    readonly range: Range;
  },
): Difference => {
  const { project, candidates, days } = study;
  if (!(range.least < range.most && Number.isFinite(range.most - range.least))) {
    refuse("CONTROL_RANGE", "range", range, "the least possible value is below the greatest, and both are finite");
  }
  const ours = changesOf(
    project,
    days,
    project.ids.map((_, row) => row),
    readerOf("project", outcomes.project, range.least, range),
  );
  const theirs = changesOf(
    candidates,
    days,
    matched.flatMap(({ controls }) => controls),
    readerOf("controls", outcomes.controls, range.most, range),
  );
  const samples = samplesOf(study, matched, ours.change, theirs.change);
  const contrast = contrastOf(samples.project, samples.controls);

  const areaOf = (rows: readonly number[]): number => sumExact(rows.map((row) => project.areasM2[row] as number));
  const total = sumExact(project.areasM2);
  const matchedShare = areaOf(matched.map(({ unit }) => unit)) / total;
  const charged =
    sumExact(
      unmatched.map((row) => (project.areasM2[row] as number) * Math.min(0, ours.change(row) - contrast.controls)),
    ) / total;
  return {
    effect: matchedShare * contrast.difference + charged,
    halfWidth: matchedShare * halfWidthOf(contrast, 0.9),
    contrast,
    matchedShare,
    unmatched: charged,
    charges: [...ours.charges, ...theirs.charges],
  };
};
