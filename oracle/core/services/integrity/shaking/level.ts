import { percentileOf } from "../percentile.ts";
import { meanSeen } from "../plot-watch.ts";
import type { Seen } from "../read-looks.ts";
import type { CoherenceRules } from "./terms.ts";

/** One pair over all plots: its coherence, NaN where it was not seen, and the median of it. */
export type Pair = { readonly look: number; readonly values: Float64Array; readonly median: number };

/** Pairs of days near enough that show enough plots. */
export const pairsOf = (seen: Seen, { pairs, drop, observation }: CoherenceRules): readonly Pair[] =>
  seen.looks.flatMap(({ day, sinceDay }, look): readonly Pair[] => {
    if (day - sinceDay! > pairs.mostDays) return [];
    const [plane] = seen.planes[look] as readonly [number];
    const values = Float64Array.from(seen.plots.plots, (_, place) =>
      meanSeen(seen, plane, place, observation.leastPixelShare),
    );
    const median = percentileOf(values, 50, drop.leastPlots);
    return Number.isNaN(median) ? [] : [{ look, values, median }];
  });

/**
 * Whether the median itself fell, in any track, further below the lowest of its history than a plot must: all of the ground
 * may then have moved at once, and plots held against it show nothing.
 */
export const hasMedianFallen = (
  { looks }: Seen,
  pairs: readonly Pair[],
  fromDay: number,
  { drop }: CoherenceRules,
): boolean =>
  pairs.some(({ look, median }) => {
    const { track, day } = looks[look]!;
    if (day < fromDay) return false;
    const history = pairs.filter((each) => looks[each.look]!.track === track && looks[each.look]!.day < fromDay);
    return median < Math.min(...history.map((each) => each.median)) - drop.least;
  });
