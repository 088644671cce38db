import type { DrainInterval, VisibleSpan } from "./drained-days.ts";
import type { InferredLook } from "./inundation.ts";

/** First day in, end day out. */
export type SeasonDays = { readonly start: number; readonly end: number };

/**
 * The part of a season in which a field's water can be seen: from its first wet look (the flooding for planting) to
 * the first of two successive looks under a closed canopy, or the season's end. One such look alone is no canopy but
 * an outlier, which stays unknown. What happens after closure is not seen in any field, project or control, and is
 * counted in neither.
 *
 * @param looks of one field, sorted by day.
 * @returns undefined where no look of the season is wet.
 */
export const visibleSpan = (looks: readonly InferredLook[], season: SeasonDays): VisibleSpan | undefined => {
  const inside = looks.filter(({ day }) => day >= season.start && day < season.end);
  const onset = inside.findIndex(({ state }) => state === "wet");
  if (onset < 0) return undefined;
  const after = inside.slice(onset);
  const closure = after.findIndex(({ canopy }, index) => canopy && (after[index + 1]?.canopy ?? true));
  return {
    opens: (inside[onset] as InferredLook).day,
    closes: closure < 0 ? season.end : (after[closure] as InferredLook).day,
  };
};

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
