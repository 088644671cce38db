import { plotColumns } from "../../kernels/plot-series.ts";
import { plotM2 } from "../../kernels/plot-units.ts";
import type { Block } from "../../ground/types.ts";
import { dateOf } from "../common/day.ts";
import type { Finding } from "../common/outcome.ts";
import type { JsonValue } from "../common/types.ts";
import { boundsOf } from "./loss.ts";
import type { LossTerms } from "./loss.ts";
import { clustersOf } from "./plot-clusters.ts";
import type { Cluster } from "./plot-clusters.ts";
import { plotLayer } from "./plot-layer.ts";
import { STATES } from "./plot-state.ts";
import type { PlotStatus } from "./plot-state.ts";
import type { Seen } from "./read-looks.ts";

export type PlotsWatched = {
  readonly cause: string;
  readonly ground: readonly Block[];
  readonly seen: Seen;
  /** Of each plot, in the order of `seen.plots.plots`. */
  readonly statuses: readonly PlotStatus[];
  /** Unix seconds of the watch's first instant. */
  readonly from: bigint;
  readonly rules: {
    readonly observation: { readonly leastShare: number };
    readonly loss: Pick<LossTerms, "lostShare"> & { readonly leastM2: number };
  };
  readonly stockKgPerHa: LossTerms["stockKgPerHa"];
  /** Why there can be no all-clear, whatever the plots show. */
  readonly obstacle?: string;
  readonly diagnostics: { readonly [key: string]: JsonValue };
};

type Verdict = Pick<Finding, "verdict" | "reason">;

const undetermined = (reason: string): Verdict => ({ verdict: "undetermined", reason });

/** Looks by which a cluster is dated. */
type Event = { readonly m2: number; readonly before: number; readonly onset: number; readonly confirmed: number };

const eventOf = (own: readonly PlotStatus[], m2: number): Event => {
  const first = own.reduce((least, each) => ((each.onset ?? Infinity) < (least.onset ?? Infinity) ? each : least));
  return {
    m2,
    before: first.before ?? -1,
    onset: first.onset ?? -1,
    confirmed: Math.min(...own.map(({ confirmed }) => confirmed ?? Infinity)),
  };
};

/**
 * What plots come to. A *loss* is confirmed plots that touch, of as much ground as the rules say. Short of that the ground
 * is clear only where enough was seen, often enough: *not-enough-looks* is no all-clear, nor is what waits to be confirmed.
 */
export const findingOfPlots = (watched: PlotsWatched): Finding => {
  const { seen, statuses, rules, from, obstacle } = watched;
  const { looks, grid, lattice, plots } = seen;
  const m2Of = (places: Iterable<number>): number => [...places].reduce((sum, place) => sum + plotM2(plots, place), 0);
  const placesWhere = (test: (status: PlotStatus) => boolean): readonly number[] =>
    statuses.flatMap((status, place) => (test(status) ? [place] : []));
  const largeOf = (...states: readonly string[]): readonly Cluster[] =>
    clustersOf(plots.plots, plotColumns(grid, lattice), (place) => states.includes(statuses[place]!.state)).filter(
      (cluster) => m2Of(cluster) >= rules.loss.leastM2,
    );
  const large = largeOf("confirmed");
  const lost = new Set(large.flat());
  const area = {
    claimedM2: m2Of(statuses.keys()),
    observedM2: m2Of(placesWhere(({ isObserved }) => isObserved)),
    lostM2: m2Of([...lost].filter((place) => statuses[place]!.isObserved)),
    doubtfulM2: m2Of(placesWhere(({ isObserved, state }) => isObserved && state !== "unharmed")),
  };
  const verdictOf = (): Verdict => {
    if (large.length > 0) return { verdict: "loss", reason: "" };
    if (area.observedM2 * 1000 < rules.observation.leastShare * area.claimedM2) return undetermined("not-enough-looks");
    if (obstacle !== undefined) return undetermined(obstacle);
    if (largeOf("confirmed", "provisional").length > 0) return undetermined("unconfirmed");
    return { verdict: "all-clear", reason: "" };
  };
  const verdict = verdictOf();
  const events = large.map((cluster) =>
    eventOf(
      cluster.map((place) => statuses[place]!),
      m2Of(cluster),
    ),
  );
  const lastOnset = Math.max(...[...lost].map((place) => statuses[place]!.onset ?? -1));
  const before = Math.min(...events.map((event) => event.before));
  const isLoss = verdict.verdict === "loss";
  const layer = plotLayer(grid, lattice, watched.ground, plots.plots);
  const paint = (name: string, unit: string, valueOf: (status: PlotStatus, place: number) => number) =>
    layer(name, Int32Array.from(statuses, valueOf), unit);
  const dayAt = (look: number | undefined): number => (look === undefined ? -1 : looks[look]!.day);
  return {
    kind: "finding",
    cause: watched.cause,
    ...verdict,
    ...boundsOf(area, verdict.verdict, { stockKgPerHa: watched.stockKgPerHa, lostShare: rules.loss.lostShare }),
    lastUnharmed: isLoss && before >= 0 ? looks[before]!.seconds : from,
    firstSeen: isLoss ? looks[lastOnset]!.seconds : looks.at(-1)!.seconds,
    layers: [
      paint("state", "class", ({ isObserved, state }) => (isObserved ? STATES.indexOf(state) : -1)),
      paint("lost", "1", (_, place) => (lost.has(place) ? 1 : 0)),
      paint("onset", "days since 1970-01-01", ({ onset }) => dayAt(onset)),
      paint("confirmed", "days since 1970-01-01", ({ confirmed }) => dayAt(confirmed)),
    ],
    refused: seen.refused,
    diagnostics: {
      looks: looks.length,
      plotPixels: lattice.side,
      plots: plots.plots.length,
      ...Object.fromEntries(
        STATES.map((name) => [`${name}M2`, Math.round(m2Of(placesWhere(({ state }) => state === name)))]),
      ),
      events: events.map(({ m2, onset, confirmed }) => ({
        m2: Math.round(m2),
        onset: dateOf(dayAt(onset)),
        confirmed: dateOf(dayAt(confirmed)),
      })),
      ...watched.diagnostics,
    },
  };
};
