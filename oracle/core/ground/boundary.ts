import { SixfoldError } from "../errors.ts";
import { briefly } from "../schema-faults.ts";
import { isAnticlockwise, refuseOverlaps } from "./refuse-overlaps.ts";
import type { RingOf } from "./refuse-overlaps.ts";
import type { LonLat } from "../grid/types.ts";
import type { Boundary } from "./types.ts";

/** Checked and covered within seconds; a project's detailed outline has some thousands. */
export const MAX_VERTICES = 200_000;
const fail = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "usage", field, value: briefly(value), rule });
};
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listAt = (value: unknown, field: string): readonly unknown[] =>
  Array.isArray(value) && value.length > 0 ? value : fail("GROUND_EMPTY", field, value, "must be a non-empty array");

/** Whether what is no position is one the other way round. */
const looksSwapped = (lon: unknown, lat: unknown): boolean =>
  typeof lon === "number" &&
  typeof lat === "number" &&
  Math.abs(lon) <= 90 &&
  Math.abs(lat) > 90 &&
  Math.abs(lat) <= 180;

const parsePosition = (value: unknown, field: string): LonLat => {
  const [lon, lat] = listAt(value, field);
  if (typeof lon !== "number" || typeof lat !== "number" || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90))
    return fail(
      "GROUND_POSITION",
      field,
      value,
      `must be [longitude, latitude] in degrees within 180 and 90${looksSwapped(lon, lat) ? "; these look swapped" : ""}`,
    );
  return [lon + 0, lat + 0];
};

const parseRing = (value: unknown, field: string, polygon: number, hole: boolean): RingOf => {
  const all = listAt(value, field).map((position, k) => ({
    at: parsePosition(position, `${field}/${k}`),
    pointer: `${field}/${k}`,
  }));
  const [first, last] = [all[0]!.at, all.at(-1)!.at];
  if (first[0] !== last[0] || first[1] !== last[1])
    fail("GROUND_UNCLOSED", `${field}/${all.length - 1}`, last, "a ring must end at its first position");
  const kept = all.filter(({ at }, k) => k === 0 || at[0] !== all[k - 1]!.at[0] || at[1] !== all[k - 1]!.at[1]);
  if (kept.length < 4)
    fail("GROUND_RING_SHORT", field, kept.length, "a ring needs at least four positions, three of them distinct");
  kept.slice(1).forEach(({ at, pointer }, k) => {
    const from = kept[k]!.at;
    if (Math.abs(at[0] - from[0]) > 180 && !(Math.abs(at[1]) === 90 && at[1] === from[1]))
      fail(
        "GROUND_ANTIMERIDIAN",
        pointer,
        at,
        "a side may not span over 180 degrees: split the area there (RFC 7946, 3.1.9)",
      );
  });
  return { ring: kept.map(({ at }) => at), polygon, hole, pointers: kept.map(({ pointer }) => pointer) };
};

type Found = readonly (readonly [polygon: unknown, pointer: string])[];

const polygonsOfGeometry = (value: unknown, field: string): Found => {
  if (!isRecord(value)) return fail("GROUND_TYPE", field, value, "must be a Polygon or a MultiPolygon");
  const { type, coordinates } = value;
  if (type === "Polygon") return [[coordinates, `${field}/coordinates`]];
  if (type === "MultiPolygon")
    return listAt(coordinates, `${field}/coordinates`).map((polygon, k) => [polygon, `${field}/coordinates/${k}`]);
  return fail(
    "GROUND_TYPE",
    `${field}/type`,
    type,
    "must be Polygon or MultiPolygon, bare or in a Feature or a FeatureCollection",
  );
};
const polygonsOfFeature = (value: unknown, field: string): Found =>
  isRecord(value) && value["type"] === "Feature"
    ? polygonsOfGeometry(value["geometry"], `${field}/geometry`)
    : fail("GROUND_TYPE", field, value, "must be a Feature");

/** Polygons of a GeoJSON value with their JSON Pointers. Collections and features do not nest (RFC 7946, 3.2, 3.3). */
const polygonsOf = (value: unknown): Found => {
  if (!isRecord(value)) return fail("GROUND_TYPE", "", value, "must be a GeoJSON object");
  if (value["type"] === "Feature") return polygonsOfFeature(value, "");
  if (value["type"] === "FeatureCollection")
    return listAt(value["features"], "/features").flatMap((feature, k) => polygonsOfFeature(feature, `/features/${k}`));
  return polygonsOfGeometry(value, "");
};

/** Counted before anything is parsed, so that a huge input is refused at once. */
const refuseTooMany = (polygons: Found): void => {
  const rings = polygons.flatMap(([polygon]) => (Array.isArray(polygon) ? (polygon as unknown[]) : []));
  const vertices = rings.reduce<number>((sum, ring) => sum + (Array.isArray(ring) ? ring.length : 0), 0);
  if (vertices > MAX_VERTICES) fail("GROUND_VERTICES", "", vertices, `at most ${MAX_VERTICES} positions`);
};

/**
 * Checks and normalises GeoJSON (RFC 7946) areas: outer rings anticlockwise first, holes clockwise. Sides are straight
 * in the lon/lat plane (3.1.1); areas over the antimeridian come split at it (3.1.9); a side along a pole may span any
 * longitude. Polygons may touch in points and sides, as neighbouring fields do; rings of one polygon in points only.
 * Altitudes are dropped. What is not a valid area is refused with the JSON Pointer of its place.
 *
 * @throws SixfoldError GROUND_TYPE, GROUND_EMPTY, GROUND_POSITION, GROUND_UNCLOSED, GROUND_RING_SHORT,
 * GROUND_ANTIMERIDIAN, GROUND_VERTICES (over MAX_VERTICES), GROUND_SELF_INTERSECTION, GROUND_POLYGONS_OVERLAP,
 * GROUND_HOLE_OUTSIDE
 */
export const parseBoundary = (geojson: unknown): Boundary => {
  const polygons = polygonsOf(geojson);
  refuseTooMany(polygons);
  const rings = polygons.map(([value, field], p) =>
    listAt(value, field).map((ring, k) => parseRing(ring, `${field}/${k}`, p, k > 0)),
  );
  refuseOverlaps(rings.flat());
  return {
    type: "MultiPolygon",
    coordinates: rings.map((polygon) =>
      polygon.map(({ ring, hole }) => (isAnticlockwise(ring) !== hole ? ring : [...ring].reverse())),
    ),
  };
};
