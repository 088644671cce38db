import type { Service } from "../../common/service.ts";
import { normalizedDifference } from "../normalized-difference.ts";
import { meanSeen, plotWatch } from "../plot-watch.ts";
import type { Seen } from "../read-looks.ts";
import { calendarOf, follow } from "./follow.ts";
import type { Calendar, DroughtLook } from "./follow.ts";
import { DROUGHT_METHODOLOGY, droughtParameters, DROUGHT_REFERENCE } from "./terms.ts";
import type { DroughtParameters, DroughtRules } from "./terms.ts";

/** NDVI, NDMI and brightness temperature of a plot, look by look, where enough of it was seen. */
const seriesOf = (
  seen: Seen,
  calendar: readonly Calendar[],
  place: number,
  leastPixelShare: number,
): readonly DroughtLook[] =>
  calendar.flatMap((when, look): readonly DroughtLook[] => {
    const [red, nir, swir, kelvin] = seen.planes[look]!.map((plane) => meanSeen(seen, plane, place, leastPixelShare));
    const [ndvi, ndmi] = [normalizedDifference(nir!, red!), normalizedDifference(nir!, swir!)];
    return [ndvi, ndmi, kelvin!].some(Number.isNaN) ? [] : [{ ...when, look, ndvi, ndmi, kelvin: kelvin! }];
  });

/**
 * Drought by the vegetation health index (NDVI and temperature against the same season of earlier years) and, with it, by
 * the deficit of NDMI. It sees that leaves are dry and warm, and not whether trees die of it: that shows in a later watch by
 * other methodologies.
 */
export const droughtHealth: Service<DroughtParameters> = plotWatch<DroughtRules>({
  methodology: DROUGHT_METHODOLOGY,
  cause: "drought",
  parameters: droughtParameters,
  reference: DROUGHT_REFERENCE,
  wanted: () => ({
    radar: [],
    optical: [
      {
        track: "optical and thermal",
        reflectances: [["red"], ["nir08", "nir"], ["swir16"]],
        kelvins: [["lwir11", "lwir"]],
      },
    ],
  }),
  follow: (seen, watch, rules) => {
    const calendar = seen.looks.map(({ day }) => calendarOf(day));
    const { leastPixelShare } = rules.observation;
    return {
      statuses: Array.from(seen.plots.plots, (_, place) =>
        follow(seriesOf(seen, calendar, place, leastPixelShare), watch, rules),
      ),
    };
  },
  against: ({ season }) => `the same season of at least ${season.leastYears} years before it`,
  scenes: () => "optical with red, near and short-wave infrared and brightness temperature in kelvin",
  period: { start: "2018-01-01", end: "2025-01-01" },
});
