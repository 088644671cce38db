import type { Features } from "./features.ts";
import { nearestOf, orderByLevel, ranksOf, withinReach } from "./nearest.ts";
import type { Neighbour } from "./nearest.ts";
import { leastFirst } from "./queue.ts";
import type { ControlRules } from "./rules.ts";
import type { Bar, Study } from "./units.ts";

/** A project unit and its controls, by their rows, the nearest first. */
export type Matched = { readonly unit: number; readonly controls: readonly number[] };

/**
 * What became of a candidate: `matched`; barred; `outside-caliper` of every project unit; `farther` than those that were
 * taken; or `incomplete`, the control of a unit that did not find enough of them.
 */
export type Fate = "matched" | Bar | "outside-caliper" | "farther" | "incomplete";

export type Match = {
  /** In the order of the project's rows. */
  readonly matched: readonly Matched[];
  /** Project units without enough controls within the caliper. */
  readonly unmatched: readonly number[];
  /** Of every candidate, by its row. */
  readonly fates: readonly Fate[];
};

/** Neighbours that are looked up at a time for each control that is wanted: most units never ask again. */
const AHEAD = 4;

type Pair = Neighbour & { readonly unit: number };

/**
 * Each unit's nearest candidates within the caliper on the level, without replacement: a control that served twice would
 * let one parcel carry a baseline, and without replacement the matched sets are independent (Abadie and Spiess 2022,
 * "Robust post-matching inference", Journal of the American Statistical Association 117). Every unit gets its first
 * control before any gets its second; within a round the nearest pair of all goes first, ties by the units' ids, then by
 * the candidates'. Nothing here knows the period's values, the areas or the order of rows.
 */
export const match = (
  { project, candidates }: Study,
  features: Features,
  eligible: readonly number[],
  bars: readonly (Bar | undefined)[],
  { controlsPerUnit, caliper }: Pick<ControlRules, "controlsPerUnit" | "caliper">,
): Match => {
  const order = orderByLevel(eligible, features.candidates.history.levels);
  const [unitRanks, ranks] = [ranksOf(project.ids), ranksOf(candidates.ids)];
  const isTaken = new Uint8Array(candidates.ids.length);
  const most = controlsPerUnit * AHEAD;
  const reach = caliper * features.levelDeviation;
  const ranges = project.ids.map((_, unit) =>
    withinReach(order, features.project.history.levels[unit] as number, reach),
  );

  const ahead: { neighbours: readonly Neighbour[]; next: number }[] = [];
  const lookUp = (unit: number): void => {
    const range = ranges[unit] as readonly [number, number];
    ahead[unit] = { neighbours: nearestOf(features, unit, range, { order, ranks, isTaken, most }), next: 0 };
  };
  /** The nearest that is still free; what was looked up is whole unless it is as long as what was asked for. */
  const nextOf = (unit: number): Pair | undefined => {
    for (;;) {
      const list = ahead[unit] as { neighbours: readonly Neighbour[]; next: number };
      const neighbour = list.neighbours[list.next];
      if (neighbour === undefined && list.neighbours.length < most) return undefined;
      if (neighbour === undefined) lookUp(unit);
      else if (isTaken[neighbour.row] === 0) return { ...neighbour, unit };
      else list.next += 1;
    }
  };

  const isFirst = (a: Pair, b: Pair): boolean =>
    a.squared !== b.squared
      ? a.squared < b.squared
      : a.unit !== b.unit
        ? (unitRanks[a.unit] as number) < (unitRanks[b.unit] as number)
        : (ranks[a.row] as number) < (ranks[b.row] as number);
  const controls = project.ids.map((): number[] => []);
  let waiting = project.ids.map((_, unit) => unit);
  waiting.forEach(lookUp);
  for (let round = 1; round <= controlsPerUnit; round += 1) {
    const queue = leastFirst(isFirst);
    const offer = (unit: number): void => {
      const pair = nextOf(unit);
      if (pair !== undefined) queue.push(pair);
    };
    waiting.forEach(offer);
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
      if (isTaken[pair.row] === 1) offer(pair.unit);
      else {
        isTaken[pair.row] = 1;
        (controls[pair.unit] as number[]).push(pair.row);
      }
    }
    waiting = waiting.filter((unit) => (controls[unit] as number[]).length === round);
  }

  const isWhole = new Set(waiting);
  return {
    matched: waiting.map((unit) => ({ unit, controls: controls[unit] as number[] })),
    unmatched: project.ids.flatMap((_, unit) => (isWhole.has(unit) ? [] : [unit])),
    fates: fatesOf(bars, order.rows, ranges, controls, isWhole),
  };
};

const fatesOf = (
  bars: readonly (Bar | undefined)[],
  rows: Int32Array,
  ranges: readonly (readonly [number, number])[],
  controls: readonly (readonly number[])[],
  isWhole: ReadonlySet<number>,
): readonly Fate[] => {
  const fates = bars.map((bar): Fate => bar ?? "outside-caliper");
  // How many ranges begin at a place, less those that end there: their running sum counts the ranges over each place.
  const steps = new Int32Array(rows.length + 1);
  for (const [from, to] of ranges) {
    steps[from] = (steps[from] as number) + 1;
    steps[to] = (steps[to] as number) - 1;
  }
  let over = 0;
  rows.forEach((row, place) => {
    over += steps[place] as number;
    if (over > 0) fates[row] = "farther";
  });
  controls.forEach((own, unit) =>
    own.forEach((row) => {
      fates[row] = isWhole.has(unit) ? "matched" : "incomplete";
    }),
  );
  return fates;
};
