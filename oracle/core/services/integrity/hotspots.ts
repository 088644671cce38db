import { refused } from "../../errors.ts";
import { vectorOfLonLat } from "../../ground/s2.ts";
import type { Vector } from "../../ground/s2.ts";
import type { Scene } from "../../scenes/types.ts";
import { requireInTable } from "./in-table.ts";
import { spanOf } from "./scene-span.ts";
import { CONFIDENCES, confidenceOf, secondsOf } from "./hotspot-row.ts";
import type { Confidence, HotspotRow } from "./hotspot-row.ts";
import type { HotspotRules } from "./hotspot-rules.ts";

/** A pixel of one overpass with a fire somewhere in it. */
export type Hotspot = {
  readonly seconds: bigint;
  readonly satellite: string;
  readonly confidence: Confidence;
  readonly centre: Vector;
  /** Radius of the circle round its pixel, metres: whichever way the satellite flew. */
  readonly radiusM: number;
};

/** Slack of a table's box, degrees: half of the widest pixel. */
const SLACK = 0.05;

/** A row lies where and when its table says that it does. */
const requireListed = (scene: Scene, row: HotspotRow, field: string): void => {
  requireInTable(scene, row, SLACK, "SERVICE_HOTSPOT_PLACE", field);
  const { from, to } = spanOf(scene);
  const seconds = secondsOf(row);
  if (seconds < from || seconds > to)
    throw refused(
      "SERVICE_HOTSPOT_DATE",
      field,
      `${row.acq_date} ${row.acq_time}`,
      "a hotspot is of its table's time range",
    );
};

const METRES = 1000;

/**
 * The hotspots of a table, each overpass's pixel once, static sources left out.
 *
 * @throws SixfoldError SERVICE_HOTSPOT_PLACE, SERVICE_HOTSPOT_DATE
 */
export const hotspotsOf = (scene: Scene, rows: readonly HotspotRow[], rules: HotspotRules): readonly Hotspot[] => {
  const hotspots = new Map<string, Hotspot>();
  rows.forEach((row, index) => {
    requireListed(scene, row, `${scene.id}#row ${index + 2}`);
    if (row.type !== undefined && row.type !== "0") return;
    const { latitude, longitude, scan, track, satellite } = row;
    const [seconds, confidence] = [secondsOf(row), confidenceOf(row, rules.confidence)];
    const key = `${satellite} ${seconds} ${latitude} ${longitude}`;
    const known = hotspots.get(key);
    if (known !== undefined && CONFIDENCES.indexOf(known.confidence) >= CONFIDENCES.indexOf(confidence)) return;
    hotspots.set(key, {
      ...{ seconds, satellite, confidence },
      centre: vectorOfLonLat(longitude, latitude),
      radiusM: (Math.sqrt(scan * scan + track * track) / 2) * METRES,
    });
  });
  return [...hotspots.values()];
};
