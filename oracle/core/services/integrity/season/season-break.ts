import type { Service } from "../../common/service.ts";
import { normalizedDifference } from "../normalized-difference.ts";
import { meanSeen, plotWatch } from "../plot-watch.ts";
import type { Seen } from "../read-looks.ts";
import { follow } from "./follow.ts";
import type { SeasonLook } from "./follow.ts";
import { SEASON_METHODOLOGY, seasonParameters, SEASON_REFERENCE } from "./terms.ts";
import type { SeasonParameters, SeasonRules } from "./terms.ts";

/** NDVI of a plot, look by look, where enough of it was seen. */
const seriesOf = (seen: Seen, place: number, leastPixelShare: number): readonly SeasonLook[] =>
  seen.looks.flatMap(({ day }, look): readonly SeasonLook[] => {
    const [red, nir] = seen.planes[look]!.map((plane) => meanSeen(seen, plane, place, leastPixelShare));
    const value = normalizedDifference(nir!, red!);
    return Number.isNaN(value) ? [] : [{ look, day, value }];
  });

/**
 * A break with the season on long series of NDVI: harvest, drought, pests, of whatever cause. It needs years of history, and
 * says nothing of ground that is under snow or bare.
 */
export const seasonBreak: Service<SeasonParameters> = plotWatch<SeasonRules>({
  methodology: SEASON_METHODOLOGY,
  cause: "season-break",
  parameters: seasonParameters,
  reference: SEASON_REFERENCE,
  wanted: () => ({ radar: [], optical: [{ track: "optical", reflectances: [["red"], ["nir08", "nir"]] }] }),
  follow: (seen, watch, rules) => ({
    statuses: Array.from(seen.plots.plots, (_, place) =>
      follow(seriesOf(seen, place, rules.observation.leastPixelShare), watch, rules),
    ),
  }),
  against: ({ season }) => `at least ${season.leastYears} years before it`,
  scenes: () => "optical with red and near infrared",
  period: { start: "2020-01-01", end: "2025-01-01" },
});
