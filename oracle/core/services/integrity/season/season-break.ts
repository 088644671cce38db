import { plotMean } from "../../../kernels/plot-units.ts";
import { plotSeries } from "../../../kernels/plot-series.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { CheckInput, Service, Start } from "../../common/service.ts";
import type { Stage } from "../../common/stage.ts";
import { watchExample } from "../example.ts";
import { looksOf } from "../looks.ts";
import { normalizedDifference } from "../normalized-difference.ts";
import { findingOfPlots } from "../plot-finding.ts";
import { readLooks } from "../read-looks.ts";
import type { Seen } from "../read-looks.ts";
import { requireWatch } from "../require-watch.ts";
import { follow } from "./follow.ts";
import type { SeasonLook } from "./follow.ts";
import { SEASON_METHODOLOGY, seasonParameters, seasonPractice } from "./parameters.ts";
import type { SeasonParameters } from "./parameters.ts";
import { SEASON_REFERENCE } from "./terms.ts";

const SECONDS_PER_DAY = 86_400n;

/** NDVI of a plot, look by look, where enough of it was seen. */
const seriesOf = ({ looks, plots, planes }: Seen, place: number, leastPixelShare: number): readonly SeasonLook[] =>
  looks.flatMap(({ day }, look): readonly SeasonLook[] => {
    const [red, nir] = planes[look] as readonly [number, number];
    const count = plots.counts[red * plots.plots.length + place] as number;
    if (count * 1000 < leastPixelShare * (plots.pixels[place] as number)) return [];
    const value = normalizedDifference(plotMean(plots, nir, place), plotMean(plots, red, place));
    return Number.isNaN(value) ? [] : [{ look, day, value }];
  });

const findingOf = ({ parameters, project, ground }: Start<SeasonParameters>, seen: Seen): Finding => {
  const watch = { fromDay: dayOf(parameters.watchFrom), endDay: dayOf(project.period.end) };
  const { leastPixelShare } = parameters.observation;
  return findingOfPlots({
    ...{ cause: "season-break", ground, seen, rules: parameters, stockKgPerHa: parameters.stockKgPerHa },
    statuses: Array.from(seen.plots.plots, (_, place) =>
      follow(seriesOf(seen, place, leastPixelShare), watch, parameters),
    ),
    from: BigInt(watch.fromDay) * SECONDS_PER_DAY,
    diagnostics: { watchedLooks: seen.looks.filter(({ day }) => day >= watch.fromDay).length },
  });
};

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, and those of `readLooks` */
const start = (input: Start<SeasonParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const chosen = looksOf(scenes, project, { radar: [], optical: [["red"], ["nir08", "nir"]], ...parameters.scenes });
  return readLooks(input, chosen, [], parameters.scenes, (seen) => findingOf(input, seen));
};

const summary = ({ parameters }: CheckInput<SeasonParameters>): Readonly<Record<string, string>> => ({
  stock: `${parameters.stockKgPerHa.lower} to ${parameters.stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
  watch: `from ${parameters.watchFrom}, against at least ${parameters.season.leastYears} years before it`,
  scenes: `optical with red and near infrared; pixels of at most ${parameters.scenes.maxPixelM} m`,
});

/**
 * A break with the season on long series of NDVI: harvest, drought, pests, of whatever cause. It needs years of history, and
 * says nothing of ground that is under snow or bare.
 */
export const seasonBreak: Service<SeasonParameters> = {
  id: "integrity",
  methodology: SEASON_METHODOLOGY,
  yields: "finding",
  parameters: seasonParameters,
  practice: seasonPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary,
  example: watchExample(SEASON_METHODOLOGY, SEASON_REFERENCE, { start: "2020-01-01", end: "2025-01-01" }),
  kernels: [anyKernel(plotSeries)],
  start,
};
