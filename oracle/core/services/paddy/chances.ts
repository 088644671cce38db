import { exp } from "../../math.ts";
import type { VisibleSpan } from "./drained-days.ts";
import type { PaddyParameters } from "./terms.ts";

/** Chances, 0 to 1, that a field was drained once or more often, and twice or more often, in a season. */
export type DrainageChances = { readonly once: number; readonly twice: number };

/** Logarithm of how much likelier a day's looks are over soil than over water, by day. */
export type Evidence = ReadonlyMap<number, number>;

/** What can be seen of a crop, and the first day on which the water may have come: `opens` or before. */
export type CropSpan = VisibleSpan & { readonly since: number };

export type ChanceRule = Pick<PaddyParameters["inundation"], "meanWetDays" | "meanDryDays"> &
  Pick<PaddyParameters["drainage"], "minDays" | "establishmentDays">;

/** More drainages than this are no better. */
const MOST = 2;

/**
 * Days without water from which a field is aerated: more than three (IPCC 2006, volume 4, chapter 5, note to table 5.12; from
 * memory). A shorter gap ends no establishment, and may lie unseen between any two looks.
 */
const AERATED_DAYS = 4;

/** A step of a day: from one state into another with a chance, by which way the water goes. */
type Moves = (from: number, whenWet: number, whenDry: number) => void;

/** The states of a course of days, and where each goes. */
type States = {
  readonly size: number;
  /** So many days after the water came. */
  readonly wetFor: (days: number) => number;
  readonly isDry: (state: number) => boolean;
  /** States in which so many drainages were counted, from its number on. */
  readonly counted: (count: number) => number;
  readonly eachMove: (wetMoves: Moves, dryMoves: Moves) => void;
};

/**
 * First the days since the water, with how long it has been gone; then one state of an aeration before the crop is established; then by
 * count: wet, and dry for so many days.
 */
const statesOf = ({ minDays, establishmentDays }: ChanceRule): States => {
  const young = establishmentDays * AERATED_DAYS;
  const [tilled, width] = [young, minDays + 1];
  const counted = (count: number): number => young + 1 + count * width;
  const since = (days: number, dry: number): number =>
    dry === AERATED_DAYS
      ? tilled
      : days < establishmentDays
        ? days * AERATED_DAYS + dry
        : dry === 0
          ? counted(0)
          : since(establishmentDays - 1, dry);
  return {
    size: counted(MOST + 1),
    wetFor: (days) => since(Math.min(days, establishmentDays), 0),
    isDry: (state) =>
      state < young ? state % AERATED_DAYS !== 0 : state === tilled || (state - young - 1) % width !== 0,
    counted,
    eachMove: (wetMoves, dryMoves) => {
      for (let days = 0; days < establishmentDays; days += 1) {
        // What begins on the day on which the crop is established is practice.
        wetMoves(
          since(days, 0),
          since(days + 1, 0),
          days + 1 < establishmentDays ? since(days + 1, 1) : counted(0) + 1,
        );
        for (let dry = 1; dry < AERATED_DAYS; dry += 1)
          dryMoves(since(days, dry), since(days + 1, 0), since(days + 1, dry + 1));
      }
      dryMoves(tilled, since(0, 0), tilled);
      for (let count = 0; count <= MOST; count += 1) {
        const wet = counted(count);
        wetMoves(wet, wet, wet + 1);
        for (let days = 1; days <= minDays; days += 1) {
          const after = days < minDays ? wet : counted(Math.min(MOST, count + 1));
          dryMoves(wet + days, after, wet + Math.min(minDays, days + 1));
        }
      }
    },
  };
};

/**
 * The chances over all courses of days from the flooding on, each day wet or dry by the two-state chain of
 * `inundation.ts`, weighed by the looks: forward recursion of a hidden Markov model (Rabiner 1989, Proceedings of the IEEE
 * 77(2), section III) whose states also keep how long a field has been dry and what was counted. So nothing is called wet or
 * dry, and no look is joined to another by a rule.
 *
 * A drainage counts where it lasts `minDays` or more, begins `establishmentDays` or later after the water, and is followed by
 * water before the span closes. An aeration that begins sooner is for tilling or sowing, and the days are counted again
 * from the water that follows it.
 *
 * @param span `opens` is under water; `closes` is outside.
 */
export const drainageChances = (
  evidence: Evidence,
  { since, opens, closes }: CropSpan,
  rule: ChanceRule,
): DrainageChances => {
  const [drains, floods] = [1 / rule.meanWetDays, 1 / rule.meanDryDays];
  const { size, wetFor, isDry, counted, eachMove } = statesOf(rule);
  const dry = Array.from({ length: size }, (_, state) => isDry(state));
  let mass = new Float64Array(size);
  mass[wetFor(opens - since)] = 1;
  for (let day = opens + 1; day < closes; day += 1) {
    const next = new Float64Array(size);
    const moves =
      (drying: number): Moves =>
      (from, whenWet, whenDry) => {
        const here = mass[from] as number;
        next[whenWet] = (next[whenWet] as number) + here * (1 - drying);
        next[whenDry] = (next[whenDry] as number) + here * drying;
      };
    eachMove(moves(drains), moves(1 - floods));
    const odds = exp(evidence.get(day) ?? 0);
    let total = 0;
    for (let state = 0; state < size; state += 1) {
      if (dry[state]) next[state] = (next[state] as number) * odds;
      total += next[state] as number;
    }
    mass = next.map((value) => value / total);
  }
  const from = (count: number): number => mass.slice(counted(count)).reduce((sum, value) => sum + value, 0);
  return { once: from(1), twice: from(2) };
};
