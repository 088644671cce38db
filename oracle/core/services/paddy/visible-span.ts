import type { DrainInterval, VisibleSpan } from "./drained-days.ts";
import type { InferredLook } from "./inundation.ts";

/** First day in, end day out. */
export type SeasonDays = { readonly start: number; readonly end: number };

/** The day of the first wet look of a season: the flooding for planting. */
export const firstWet = (looks: readonly InferredLook[], season: SeasonDays): number | undefined =>
  looks.find(({ day, state }) => state === "wet" && day >= season.start && day < season.end)?.day;

/**
 * The part of a season in which a field's water can be seen: from its flooding until a crop of its age hides the ground, or
 * the season's end. Closure is that of the controls' crops and not of a field's own looks: wet soil is as bright as a
 * canopy, and nobody ends a span by what he lets be seen. What happens after closure is counted in no field.
 */
export const visibleSpan = (flooded: number, visibleDays: number, { end }: SeasonDays): VisibleSpan => ({
  opens: flooded,
  closes: Math.min(end, flooded + visibleDays),
});

/**
 * What may have been a drainage before the first wet look: where an earlier look of the season could have been wet, the
 * field may have been flooded since, and drained in between. A project field earns nothing by it; for a control it
 * counts, or else a lost look at flooding would hide a control's drainage and raise the credit (L15).
 */
export const possibleEarlierDrainage = (
  looks: readonly InferredLook[],
  season: SeasonDays,
  { opens }: VisibleSpan,
): readonly DrainInterval[] => {
  const first = looks.find(
    ({ day, state, canopy }) => day >= season.start && day < opens && state === "unknown" && !canopy,
  );
  if (first === undefined) return [];
  const nothingDry = { firstDry: undefined, lastDry: undefined, dryLooks: 0, dryRuns: 0, minDays: 0 };
  return [{ previousWet: first.day, nextWet: opens, ...nothingDry, maxDays: opens - first.day - 1 }];
};

/**
 * The day from which a drainage is practice: the first wet look, or the water that follows a drainage which began less
 * than `establishmentDays` after such a day. Wet-seeded rice is drained to be sown, and a field that is flooded and dried
 * to be tilled is no sooner established than it is flooded for good.
 *
 * @param intervals in order of time.
 * @returns the end of what is visible where such a drainage is not seen to end.
 */
export const establishedFrom = (
  intervals: readonly DrainInterval[],
  { opens, closes }: VisibleSpan,
  establishmentDays: number,
): number =>
  intervals.reduce(
    (since, { firstDry, nextWet }) =>
      firstDry !== undefined && firstDry - since < establishmentDays ? (nextWet ?? closes) : since,
    opens,
  );
