import { cellsAreaM2 } from "../../ground/cells-area.ts";
import { cellsWhere } from "../../ground/cells-where.ts";
import { levelOfCell } from "../../ground/s2.ts";
import { openChildren } from "../../ground/subtract.ts";
import type { Block } from "../../ground/types.ts";
import { dateOf, dayOf } from "../common/day.ts";
import type { Finding } from "../common/outcome.ts";
import type { Start } from "../common/service.ts";
import type { JsonValue, RefusedScene } from "../common/types.ts";
import { boundsOf } from "./loss.ts";
import type { WatchPractice } from "./practice.ts";
import type { Span } from "./scene-span.ts";
import { confirmedOf, metresBetween } from "./hotspot-fires.ts";
import { footprintLayer } from "./hotspot-footprint.ts";
import type { Hotspot } from "./hotspots.ts";
import type { HotspotRules } from "./hotspot-rules.ts";

type Verdict = Pick<Finding, "verdict" | "reason">;

/** Half of the diagonal of the largest cell that is looked at, of level 16, metres. */
const CELL_REACH_M = 120;

/** Claimed cells of level 16 and finer: a wide claim's inner cells are of level 12, wider than a fire. */
const smallCells = (ground: readonly Block[]): readonly Block[] =>
  ground.flatMap((block) => (levelOfCell(block.cell) === 8 ? openChildren(block) : [block]));

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

/** First instant of a watch, and the first after it. */
export const watchOf = ({ parameters, project }: Pick<Start<WatchPractice>, "parameters" | "project">): Span => ({
  from: BigInt(dayOf(parameters.watchFrom)) * SECONDS_PER_DAY,
  to: BigInt(dayOf(project.period.end)) * SECONDS_PER_DAY,
});

/** What is known of a fire besides its hotspots. */
export type FireLooks = {
  readonly hotspots: readonly Hotspot[];
  /** Those that looked all through the watch. */
  readonly satellites: readonly string[];
  readonly refused: readonly RefusedScene[];
  /** What else speaks for a fire; it changes no finding. */
  readonly corroboration?: (fires: readonly Hotspot[]) => JsonValue;
};

/** What hotspots say of the claimed ground. */
export const findingOf = (
  { parameters, project, ground }: Start<HotspotRules & WatchPractice>,
  { hotspots, satellites, refused, corroboration }: FireLooks,
): Finding => {
  const watch = watchOf({ parameters, project });
  const inWatch = hotspots.filter(({ seconds }) => seconds >= watch.from && seconds < watch.to);
  const near = new Set<Hotspot>();
  const burning = cellsWhere(smallCells(ground), (centre) => {
    const over = inWatch.filter((each) => metresBetween(each.centre, centre) <= each.radiusM + CELL_REACH_M);
    over.forEach((each) => near.add(each));
    return over.length > 0;
  });
  const touching = inWatch.filter((each) => near.has(each));
  const confirmed = confirmedOf(touching, parameters.fire.mostDays);
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
      ...(corroboration === undefined ? {} : { smoke: corroboration(touching) }),
    },
  };
};
