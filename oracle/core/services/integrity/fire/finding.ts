import { cellsAreaM2 } from "../../../ground/cells-area.ts";
import { cellsWhere } from "../../../ground/cells-where.ts";
import { dateOf, dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import type { RefusedScene } from "../../common/types.ts";
import { boundsOf } from "../loss.ts";
import { satellitesOver } from "./coverage.ts";
import type { Listed } from "./coverage.ts";
import { confirmedOf, metresBetween } from "./fires.ts";
import { footprintLayer } from "./footprint.ts";
import type { Hotspot } from "./hotspots.ts";
import type { FireParameters } from "./parameters.ts";

type Verdict = Pick<Finding, "verdict" | "reason">;

/** Half of a cell's diagonal, metres. */
const CELL_REACH_M = { 16: 120, 20: 8 } as const;

const SECONDS_PER_DAY = 86_400n;

/**
 * A *loss* is a fire that another overpass or satellite confirms. Without one nothing is said: clouds hide fires, and small
 * or short ones are missed, so that no silence of hotspots is an all-clear.
 */
const verdictOf = (touching: readonly Hotspot[], confirmed: readonly Hotspot[], isObserved: boolean): Verdict => {
  if (confirmed.length > 0) return { verdict: "loss", reason: "" };
  if (touching.length > 0) return { verdict: "undetermined", reason: "unconfirmed" };
  return { verdict: "undetermined", reason: isObserved ? "no-hotspot" : "not-enough-looks" };
};

/** What the hotspots of some tables say of the claimed ground. */
export const findingOf = (
  { parameters, project, ground }: Start<FireParameters>,
  tables: readonly Listed[],
  hotspots: readonly Hotspot[],
  refused: readonly RefusedScene[],
): Finding => {
  const watch = {
    from: BigInt(dayOf(parameters.watchFrom)) * SECONDS_PER_DAY,
    to: BigInt(dayOf(project.period.end)) * SECONDS_PER_DAY,
  };
  const reach = CELL_REACH_M[project.edgeLevel];
  const inWatch = hotspots.filter(({ seconds }) => seconds >= watch.from && seconds < watch.to);
  const near = new Set<Hotspot>();
  const burning = cellsWhere(ground, (centre) => {
    const over = inWatch.filter((each) => metresBetween(each.centre, centre) <= each.radiusM + reach);
    over.forEach((each) => near.add(each));
    return over.length > 0;
  });
  const touching = inWatch.filter((each) => near.has(each));
  const confirmed = confirmedOf(touching, parameters.fire.mostDays);
  const satellites = satellitesOver(tables, project.boundary, watch);
  const isObserved = satellites.length >= parameters.observation.leastSatellites;
  const verdict = verdictOf(touching, confirmed, isObserved);
  const claimedM2 = cellsAreaM2(ground);
  const area = {
    claimedM2,
    observedM2: isObserved ? claimedM2 : 0,
    lostM2: 0,
    doubtfulM2: cellsAreaM2(burning),
  };
  const times = confirmed.map(({ seconds }) => seconds).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    kind: "finding",
    cause: "fire",
    ...verdict,
    ...boundsOf(area, verdict.verdict, { ...parameters.loss, stockKgPerHa: parameters.stockKgPerHa }),
    lastUnharmed: times[0] === undefined ? watch.from : times[0] - BigInt(parameters.fire.mostDays) * SECONDS_PER_DAY,
    firstSeen: times[0] ?? watch.to - 1n,
    layers: [footprintLayer(project, touching)],
    refused,
    diagnostics: {
      satellites,
      hotspots: hotspots.length,
      touching: touching.length,
      confirmed: confirmed.length,
      lastBurning: times.length === 0 ? null : dateOf(Number(times.at(-1)! / SECONDS_PER_DAY)),
      footprintM2: Math.ceil(area.doubtfulM2),
    },
  };
};
