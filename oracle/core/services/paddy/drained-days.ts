/** What one look at a field shows of its water. Unknown is never filled in from its neighbours. */
export type WaterState = "wet" | "dry" | "unknown";

export type WaterLook = { readonly day: number; readonly state: WaterState };

/** The part of a season in which water can be seen: from the first wet look to canopy closure or the season's end. */
export type VisibleSpan = { readonly opens: number; readonly closes: number };

/**
 * What lies between two successive wet looks, or between the last wet look and the end of what is visible.
 * The days the field was drained in it are at least `minDays` and at most `maxDays`: nothing is interpolated.
 */
export type DrainInterval = {
  readonly previousWet: number;
  /** Undefined where the visible span closes first: such a drainage may be the last one before harvest. */
  readonly nextWet: number | undefined;
  readonly firstDry: number | undefined;
  readonly lastDry: number | undefined;
  readonly dryLooks: number;
  /** Dry runs between which water may have returned unseen. */
  readonly dryRuns: number;
  readonly minDays: number;
  readonly maxDays: number;
};

type DryRun = { readonly first: number; readonly last: number; readonly looks: number };

/** Looks of one day that disagree are unknown. Sorted by day. */
export const mergeDays = (looks: readonly WaterLook[]): readonly WaterLook[] => {
  const merged = new Map<number, WaterState>();
  for (const { day, state } of looks) {
    const known = merged.get(day);
    if (known === undefined || known === "unknown") merged.set(day, state);
    else if (state !== "unknown" && state !== known) merged.set(day, "unknown");
  }
  return [...merged].map(([day, state]) => ({ day, state })).sort((a, b) => a.day - b.day);
};

const dryRunsOf = (between: readonly WaterLook[], maxGapDays: number): readonly DryRun[] => {
  const runs: DryRun[] = [];
  between.forEach(({ day, state }, index) => {
    if (state !== "dry") return;
    const run = between[index - 1]?.state === "dry" ? runs.at(-1) : undefined;
    if (run === undefined || day - run.last > maxGapDays) runs.push({ first: day, last: day, looks: 1 });
    else runs[runs.length - 1] = { first: run.first, last: day, looks: run.looks + 1 };
  });
  return runs;
};

/** The first of the longest. */
const longestOf = (runs: readonly DryRun[]): DryRun | undefined =>
  runs.reduce<DryRun | undefined>(
    (longest, run) => (longest === undefined || run.last - run.first > longest.last - longest.first ? run : longest),
    undefined,
  );

/**
 * Interval-censored drainages: with a dry run first..last, the previous wet look p and the next wet look n,
 * minDays = last - first + 1 and maxDays = n - p - 1. An unknown look, or a gap of more than `maxGapDays`, ends a run:
 * water may have returned unseen. Wet looks with nothing dry between them still give an interval with minDays 0,
 * since a drainage may hide between any two looks.
 *
 * @param looks in any order.
 * @param visible looks outside are ignored; `closes` itself is outside.
 */
export const drainIntervals = (
  looks: readonly WaterLook[],
  visible: VisibleSpan,
  maxGapDays: number,
): readonly DrainInterval[] => {
  const inside = mergeDays(looks).filter(({ day }) => day >= visible.opens && day < visible.closes);
  const wetAt = inside.flatMap(({ state }, index) => (state === "wet" ? [index] : []));
  return wetAt.map((from, order) => {
    const to = wetAt[order + 1];
    const previousWet = (inside[from] as WaterLook).day;
    const nextWet = to === undefined ? undefined : (inside[to] as WaterLook).day;
    const runs = dryRunsOf(inside.slice(from + 1, to), maxGapDays);
    const run = longestOf(runs);
    return {
      previousWet,
      nextWet,
      firstDry: run?.first,
      lastDry: run?.last,
      dryLooks: run?.looks ?? 0,
      dryRuns: runs.length,
      minDays: run === undefined ? 0 : run.last - run.first + 1,
      maxDays: (nextWet ?? visible.closes) - previousWet - 1,
    };
  });
};
