import { drainageChances } from "./chances.ts";
import type { ChanceRule, CropSpan, DrainageChances, Evidence } from "./chances.ts";
import type { SeasonDays } from "./visible-span.ts";

/** What can be said of a field's drainages in a season. */
export type SeasonChances = {
  /** The least and the greatest that the lost looks allow; the same where none was lost. */
  readonly least: DrainageChances;
  readonly most: DrainageChances;
  /** By the chain alone, before any look. */
  readonly before: DrainageChances;
};

/** A season of one field with what it was not seen on. */
export type LookedAt = {
  readonly evidence: Evidence;
  /** Days of passes that were planned and are not there. */
  readonly lost: readonly number[];
  /** Day of the first wet look, and of the pass before it where that was seen: the water came between them. */
  readonly flooded: number;
  readonly before: number | undefined;
  /** Days from a flooding until no track sees the ground. */
  readonly visibleDays: number;
  readonly season: SeasonDays;
};

/** With more lost looks than this a field is taken to be anything: each doubles what is tried. */
const MOST_LOST = 6;

const NEVER: DrainageChances = { once: 0, twice: 0 };
const ALWAYS: DrainageChances = { once: 1, twice: 1 };

/** Every way in which lost looks could have spoken for soil or for water with all that one look may say. */
const evidenceWith = (evidence: Evidence, lost: readonly number[], bound: number): readonly Evidence[] =>
  Array.from({ length: 2 ** lost.length }, (_, choice) => {
    const filled = new Map(evidence);
    lost.forEach((day, index) => {
      filled.set(day, (filled.get(day) ?? 0) + ((choice >> index) % 2 === 0 ? -bound : bound));
    });
    return filled;
  });

/**
 * Least and greatest chances over whatever the lost looks could have shown. A chance is a ratio of two functions that are
 * linear in the odds of each look, so that it rises or falls with each: its extremes lie where every lost look says all that a look may
 * say, one way or the other. What a look that is there says lies between, and so to lose it never raises the least nor lowers the
 * greatest (L15). Where looks were lost before the first that is wet, the field may have been flooded since the first
 * of them: the least is of the shorter span, the greatest of the longer.
 *
 * @param bound greatest logarithm of odds of one look.
 */
export const seasonChances = (
  { evidence, lost, flooded, before, visibleDays, season: { start, end } }: LookedAt,
  rule: ChanceRule,
  bound: number,
): SeasonChances => {
  const earliest = lost.find((day) => day >= start && day < flooded) ?? flooded;
  const closesAfter = (opens: number): number => Math.min(end, opens + visibleDays);
  const since = before === undefined ? flooded : before + 1;
  const short: CropSpan = { since, opens: flooded, closes: closesAfter(earliest) };
  const long: CropSpan = { since: Math.min(since, earliest), opens: earliest, closes: closesAfter(flooded) };
  const boundOf = (
    span: CropSpan,
    worst: DrainageChances,
    pick: (...values: readonly number[]) => number,
  ): DrainageChances => {
    const open = lost.filter((day) => day > span.opens && day < span.closes);
    if (open.length > MOST_LOST) return worst;
    const all = evidenceWith(evidence, open, bound).map((each) => drainageChances(each, span, rule));
    return { once: pick(...all.map(({ once }) => once)), twice: pick(...all.map(({ twice }) => twice)) };
  };
  return {
    least: boundOf(short, NEVER, Math.min),
    most: boundOf(long, ALWAYS, Math.max),
    before: drainageChances(new Map(), short, rule),
  };
};
