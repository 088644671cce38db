import type { FieldLook } from "./inundation.ts";
import type { Pass } from "./passes.ts";
import type { SeasonDays } from "./visible-span.ts";

/** From as few looks of a season as this the repeat of a track is read off its whole record. */
const LEAST_PASSES = 3;

/** Shortest time between two passes of a track, days; undefined where it passed once. */
const repeatOf = (days: readonly number[]): number | undefined => {
  const gaps = days.slice(1).map((day, index) => day - (days[index] as number));
  return gaps.length === 0 ? undefined : Math.min(...gaps);
};

const daysByTrack = (looks: readonly Pass[]): ReadonlyMap<string, readonly number[]> => {
  const byTrack = new Map<string, Set<number>>();
  for (const { day, track } of looks) byTrack.set(track, (byTrack.get(track) ?? new Set()).add(day));
  return new Map([...byTrack].map(([track, days]) => [track, [...days].sort((a, b) => a - b)]));
};

/**
 * Every pass of a season as its tracks repeat, whether a scene of it is there or not. A satellite keeps its orbit, so that what is
 * missing shows in what is there.
 *
 * @param looks of any fields, history and season.
 */
export const plannedPasses = (looks: readonly Pass[], { start, end }: SeasonDays): readonly Pass[] =>
  [...daysByTrack(looks)].flatMap(([track, all]) => {
    const inside = all.filter((day) => day >= start && day < end);
    const [first] = inside;
    const repeat = repeatOf(inside.length < LEAST_PASSES ? all : inside);
    if (first === undefined || repeat === undefined) return inside.map((day) => ({ day, track }));
    const earliest = first - Math.floor((first - start) / repeat) * repeat;
    const days = new Set(inside);
    for (let day = earliest; day < end; day += repeat) days.add(day);
    return [...days].sort((a, b) => a - b).map((day) => ({ day, track }));
  });

/**
 * Days on which a look is missing, ascending; a day twice where two were lost: those of planned passes that a field has
 * no look of, and the middle of each longer time than `maxGapDays` in which nothing was planned. So no dry run is joined
 * over such a gap by one look.
 */
export const lostDays = (
  looks: readonly FieldLook[],
  planned: readonly Pass[],
  maxGapDays: number,
): readonly number[] => {
  const keyOf = ({ day, track }: Pass): string => JSON.stringify([day, track]);
  const seen = new Set(looks.map(keyOf));
  const lost = planned.filter((pass) => !seen.has(keyOf(pass))).map(({ day }) => day);
  const days = planned.map(({ day }) => day).sort((a, b) => a - b);
  const between = days.slice(1).flatMap((day, index) => {
    const before = days[index] as number;
    return day - before > maxGapDays ? [Math.floor((before + day) / 2)] : [];
  });
  return [...lost, ...between].sort((a, b) => a - b);
};

/** The day of the last planned pass before a day, if no look of it was lost. */
export const seenBefore = (day: number, planned: readonly Pass[], lost: readonly number[]): number | undefined => {
  const last = planned.reduce((latest, pass) => (pass.day < day ? Math.max(latest, pass.day) : latest), -Infinity);
  return Number.isFinite(last) && !lost.includes(last) ? last : undefined;
};
