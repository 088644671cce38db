import type * as z from "zod";

import { plotSeries } from "../../kernels/plot-series.ts";
import { plotMean } from "../../kernels/plot-units.ts";
import { anyKernel } from "../../raster/kernel.ts";
import { dayOf } from "../common/day.ts";
import type { Finding } from "../common/outcome.ts";
import { refusalOf } from "../common/refusal-of.ts";
import type { Service, Start } from "../common/service.ts";
import type { JsonValue } from "../common/types.ts";
import { watchExample } from "./example.ts";
import { looksOf } from "./looks.ts";
import type { Wanted } from "./looks.ts";
import type { LossTerms } from "./loss.ts";
import { findingOfPlots } from "./plot-finding.ts";
import type { PlotStatus } from "./plot-state.ts";
import type { WatchPractice } from "./practice.ts";
import { watchPractice } from "./practice.ts";
import { readLooks } from "./read-looks.ts";
import type { LooksRules, Seen } from "./read-looks.ts";
import { requireWatch } from "./require-watch.ts";

/** Rules that every methodology of plots has. */
export type PlotRules = {
  readonly version: string;
  readonly scenes: LooksRules & Pick<Wanted, "maxCloudPercent" | "maxUnmaskedCloudPercent">;
  readonly observation: { readonly leastPixelShare: number; readonly leastShare: number };
  readonly loss: { readonly leastM2: number; readonly lostShare: LossTerms["lostShare"] };
};

export type WatchDays = {
  readonly fromDay: number;
  /** The day after the last. */
  readonly endDay: number;
};

/** What became of plots, in the order of `seen.plots.plots`, and what is told besides. */
export type Followed = {
  readonly statuses: readonly PlotStatus[];
  readonly obstacle?: string;
  readonly diagnostics?: { readonly [key: string]: JsonValue };
};

export type PlotWatch<R extends PlotRules> = {
  readonly methodology: string;
  readonly cause: string;
  readonly parameters: z.ZodType<R>;
  readonly reference: R;
  readonly wanted: (rules: R) => Pick<Wanted, "radar" | "optical" | "coherence">;
  readonly follow: (seen: Seen, watch: WatchDays, rules: R) => Followed;
  /** Of the summary: against what ground is held, and which scenes are used. */
  readonly against: (rules: R) => string;
  readonly scenes: (rules: R) => string;
  /** Of its example. */
  readonly period: { readonly start: string; readonly end: string };
};

const SECONDS_PER_DAY = 86_400n;

/** A band's mean over a plot, where a look shows enough of its pixels; NaN else. */
export const meanSeen = ({ plots }: Seen, plane: number, place: number, leastPixelShare: number): number =>
  (plots.counts[plane * plots.plots.length + place] as number) * 1000 <
  leastPixelShare * (plots.pixels[place] as number)
    ? NaN
    : plotMean(plots, plane, place);

/** A methodology that follows plots from look to look: all it has of its own are its rules and how it follows them. */
export const plotWatch = <R extends PlotRules>(own: PlotWatch<R>): Service<R & WatchPractice> => {
  const findingOf = ({ parameters, project, ground }: Start<R & WatchPractice>, seen: Seen): Finding => {
    const watch = { fromDay: dayOf(parameters.watchFrom), endDay: dayOf(project.period.end) };
    const { diagnostics, ...followed } = own.follow(seen, watch, parameters);
    return findingOfPlots({
      ...{ cause: own.cause, ground, seen, rules: parameters, stockKgPerHa: parameters.stockKgPerHa },
      ...followed,
      from: BigInt(watch.fromDay) * SECONDS_PER_DAY,
      diagnostics: { watchedLooks: seen.looks.filter(({ day }) => day >= watch.fromDay).length, ...diagnostics },
    });
  };
  return {
    id: "integrity",
    methodology: own.methodology,
    yields: "finding",
    parameters: own.parameters,
    practice: watchPractice,
    refusals: (input) => refusalOf(() => requireWatch(input)),
    summary: ({ parameters }) => ({
      stock: `${parameters.stockKgPerHa.lower} to ${parameters.stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
      watch: `from ${parameters.watchFrom}, against ${own.against(parameters)}`,
      scenes: `${own.scenes(parameters)}; pixels of at most ${parameters.scenes.maxPixelM} m`,
    }),
    example: watchExample(own.methodology, own.reference as unknown as JsonValue, own.period),
    kernels: [anyKernel(plotSeries)],
    start: (input) => {
      requireWatch(input);
      const { project, parameters, scenes } = input;
      const chosen = looksOf(scenes, project, { ...parameters.scenes, ...own.wanted(parameters) });
      return readLooks(input, chosen, [], parameters.scenes, (seen) => findingOf(input, seen));
    },
  };
};
