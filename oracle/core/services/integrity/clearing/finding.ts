import type { Grid } from "../../../grid/types.ts";
import { plotColumns } from "../../../kernels/plot-series.ts";
import type { PlotLattice } from "../../../kernels/plot-series.ts";
import { plotM2 } from "../../../kernels/plot-units.ts";
import type { PlotSeries } from "../../../kernels/plot-units.ts";
import { SixfoldError } from "../../../errors.ts";
import { dateOf, dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import type { RefusedScene } from "../../common/types.ts";
import { boundsOf } from "../loss.ts";
import { clustersOf } from "../plot-clusters.ts";
import type { Cluster } from "../plot-clusters.ts";
import { plotLayer } from "../plot-layer.ts";
import { follow } from "./follow.ts";
import type { Followed, Watch } from "./follow.ts";
import { hasLevelFallen, levelled } from "./level.ts";
import type { Look } from "./looks.ts";
import type { ClearingParameters, ClearingRules } from "./parameters.ts";
import { planesOf } from "./read-looks.ts";
import { signalsOf } from "./signals.ts";
import { STATES } from "./states.ts";
import { verdictOf } from "./verdict.ts";

const SECONDS_PER_DAY = 86_400n;

/** Decibels, digital numbers and percent lie outside what power and reflectance can be. */
const requireUnits = (
  { sums, counts, strange, plots, planes }: PlotSeries,
  looks: readonly Look[],
  most: number,
): void => {
  const own = planesOf(looks);
  for (let plane = 0; plane < planes; plane += 1) {
    const seen = counts
      .subarray(plane * plots.length, (plane + 1) * plots.length)
      .reduce((sum, count) => sum + count, 0);
    const odd = strange[plane] as number;
    if (odd * 1000 <= most * (odd + seen)) continue;
    const { frames, sensor } = looks[own.findIndex((list) => list.includes(plane))]!;
    throw new SixfoldError({
      code: "SERVICE_UNITS",
      failure: "check",
      field: frames[0]!.scene.id,
      value: { strangePixels: odd, seenPixels: seen, bands: sums.length / plots.length },
      rule:
        sensor === "radar"
          ? "backscatter is linear power, not decibels and not digital numbers"
          : "bands are reflectance from 0 to 1",
    });
  }
};

const shown = (
  followed: readonly Followed[],
  looks: readonly Look[],
  valueOf: (each: Followed) => number | undefined,
) =>
  Int32Array.from(followed, (each) => {
    const look = valueOf(each);
    return look === undefined ? -1 : looks[each.looks[look]!]!.day;
  });

/** What the looks show of the claimed ground. @throws SixfoldError SERVICE_UNITS */
export const findingOf = (
  { parameters, project, ground }: Start<ClearingParameters>,
  looks: readonly Look[],
  refused: readonly RefusedScene[],
  grid: Grid,
  lattice: PlotLattice,
  seen: PlotSeries,
): Finding => {
  const rules: ClearingRules = parameters;
  requireUnits(seen, looks, rules.scenes.mostStrangeShare);
  const fromDay = dayOf(parameters.watchFrom);
  const first = looks.findIndex(({ day }) => day >= fromDay);
  const watch: Watch = { first: first < 0 ? looks.length : first, fromDay, endDay: dayOf(project.period.end) };
  const signals = levelled(signalsOf(seen, looks, planesOf(looks), rules), rules.level);
  const followed = Array.from(seen.plots, (_, place) => follow(place, signals, looks, watch, rules));
  const columns = plotColumns(grid, lattice);
  const chosen = (...names: readonly string[]): readonly Cluster[] =>
    clustersOf(seen.plots, columns, (place) => names.includes(followed[place]!.state.state));
  const m2Where = (test: (each: Followed) => boolean): number =>
    followed.reduce((sum, each, place) => (test(each) ? sum + plotM2(seen, place) : sum), 0);
  const m2Of = (cluster: Cluster): number => cluster.reduce((sum, place) => sum + plotM2(seen, place), 0);
  const confirmed = chosen("confirmed");
  const large = confirmed.filter((cluster) => m2Of(cluster) >= rules.loss.leastM2);
  const lost = new Set(large.flat());
  const area = {
    claimedM2: m2Where(() => true),
    observedM2: m2Where(({ isObserved }) => isObserved),
    lostM2: large.reduce(
      (sum, cluster) =>
        sum + cluster.reduce((own, place) => (followed[place]!.isObserved ? own + plotM2(seen, place) : own), 0),
      0,
    ),
    doubtfulM2: m2Where(({ isObserved, state }) => isObserved && state.state !== "standing"),
  };
  const fallen = hasLevelFallen(signals, watch.first, rules);
  const verdict = verdictOf(
    { ...area, confirmed, pending: chosen("confirmed", "provisional"), m2Of, hasLevelFallen: fallen },
    rules,
  );
  const secondsOf = (look: number): bigint => looks[look]!.seconds;
  const eventOf = (cluster: Cluster) => {
    const own = cluster.map((place) => followed[place]!);
    const onsets = own.map(({ looks: list, state }) => (state.state === "confirmed" ? list[state.onset]! : Infinity));
    const before = own.map(({ looks: list, state }) =>
      state.state === "confirmed" ? (list[state.onset - 1] ?? -1) : -1,
    );
    const known = own.map(({ looks: list, state }) =>
      state.state === "confirmed" ? list[state.confirmed]! : Infinity,
    );
    const earliest = Math.min(...onsets);
    return {
      m2: m2Of(cluster),
      before: before[onsets.indexOf(earliest)]!,
      onset: earliest,
      lastOnset: Math.max(...onsets),
      confirmed: Math.min(...known),
    };
  };
  const events = large.map(eventOf);
  const before = Math.min(...events.map((event) => event.before));
  const last = looks.at(-1)?.seconds ?? BigInt(fromDay) * SECONDS_PER_DAY;
  const isLoss = verdict.verdict === "loss";
  const layer = plotLayer(grid, lattice, ground, seen.plots);
  return {
    kind: "finding",
    cause: "clearing",
    ...verdict,
    ...boundsOf(area, verdict.verdict, { stockKgPerHa: parameters.stockKgPerHa, lostShare: rules.loss.lostShare }),
    lastUnharmed: isLoss && before >= 0 ? secondsOf(before) : BigInt(fromDay) * SECONDS_PER_DAY,
    firstSeen: isLoss ? secondsOf(Math.max(...events.map(({ lastOnset }) => lastOnset))) : last,
    layers: [
      layer(
        "state",
        Int32Array.from(followed, ({ isObserved, state }) => (isObserved ? STATES.indexOf(state.state) : -1)),
        "class",
      ),
      layer(
        "lost",
        Int32Array.from(followed, (_, place) => (lost.has(place) ? 1 : 0)),
        "1",
      ),
      layer(
        "onset",
        shown(followed, looks, ({ state }) => ("onset" in state ? state.onset : undefined)),
        "days since 1970-01-01",
      ),
      layer(
        "confirmed",
        shown(followed, looks, ({ state }) => ("confirmed" in state ? state.confirmed : undefined)),
        "days since 1970-01-01",
      ),
    ],
    refused,
    diagnostics: {
      looks: looks.length,
      watchedLooks: looks.length - watch.first,
      plotPixels: lattice.side,
      plots: seen.plots.length,
      hasLevelFallen: fallen,
      states: Object.fromEntries(
        STATES.map((name) => [name, Math.round(m2Where(({ state }) => state.state === name))]),
      ),
      events: events.map(({ m2, onset, confirmed: at }) => ({
        m2: Math.round(m2),
        onset: dateOf(looks[onset]!.day),
        confirmed: dateOf(looks[at]!.day),
      })),
    },
  };
};
