import { GroundError } from "../errors.ts";
import { orientation } from "./orientation.ts";
import { pointInBoundary } from "./point-in-boundary.ts";
import type { Boundary, LonLat, Ring } from "./types.ts";

export const MAX_VERTICES = 200_000;
const fail = (code: string, field: string, value: unknown, rule: string): never => {
  throw new GroundError({ code: `GROUND_${code}`, failure: "usage", field, value, rule });
};
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const listAt = (value: unknown, field: string): readonly unknown[] =>
  Array.isArray(value) && value.length > 0 ? value : fail("EMPTY", field, value, "must be a non-empty array");

const parsePosition = (value: unknown, field: string): LonLat => {
  const [lon, lat] = listAt(value, field);
  if (typeof lon !== "number" || typeof lat !== "number" || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90))
    return fail("POSITION", field, value, "must be [longitude, latitude] in degrees within 180 and 90");
  return [lon + 0, lat + 0];
};

/** Twice the signed plane area, taken about the first position; only its sign is used, after crossings are excluded. */
const turn = (ring: Ring): number => {
  const [ox, oy] = ring[0]!;
  return ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k]![0] - ox) * (y - oy) - (x - ox) * (ring[k]![1] - oy), 0);
};

const parseRing = (value: unknown, field: string): Ring => {
  const all = listAt(value, field).map((position, k) => parsePosition(position, `${field}/${k}`));
  const [first, last] = [all[0]!, all[all.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) fail("UNCLOSED", field, last, "a ring must end at its first position");
  const ring = all.filter((p, k) => k === 0 || p[0] !== all[k - 1]![0] || p[1] !== all[k - 1]![1]);
  if (ring.length < 4) fail("RING_SHORT", field, ring.length, "a ring needs at least four positions, three of them distinct");
  ring.slice(1).forEach((p, k) => {
    const level = Math.abs(p[1]) === 90 && p[1] === ring[k]![1];
    if (Math.abs(p[0] - ring[k]![0]) > 180 && !level)
      fail("ANTIMERIDIAN", `${field}/${k}`, p, "an edge may not span over 180 degrees: split the area at the antimeridian (RFC 7946, 3.1.9)");
  });
  return ring;
};

type Side = { readonly a: LonLat; readonly b: LonLat; readonly ring: number; readonly k: number; readonly count: number };
const within = (a: LonLat, b: LonLat, p: LonLat): boolean =>
  Math.min(a[0], b[0]) <= p[0] && p[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= p[1] && p[1] <= Math.max(a[1], b[1]);
const meet = (s: Side, t: Side): boolean => {
  const [o1, o2, o3, o4] = [orientation(s.a, s.b, t.a), orientation(s.a, s.b, t.b), orientation(t.a, t.b, s.a), orientation(t.a, t.b, s.b)];
  if (o1 * o2 < 0 && o3 * o4 < 0) return true;
  return (o1 === 0 && within(s.a, s.b, t.a)) || (o2 === 0 && within(s.a, s.b, t.b)) || (o3 === 0 && within(t.a, t.b, s.a)) || (o4 === 0 && within(t.a, t.b, s.b));
};
const conflict = (s: Side, t: Side): boolean => {
  const next = s.ring === t.ring && (s.k + 1) % s.count === t.k;
  const previous = s.ring === t.ring && (t.k + 1) % s.count === s.k;
  if (next) return orientation(s.a, s.b, t.b) === 0 && (within(s.a, s.b, t.b) || within(t.a, t.b, s.a));
  if (previous) return orientation(t.a, t.b, s.b) === 0 && (within(t.a, t.b, s.b) || within(s.a, s.b, t.a));
  return meet(s, t);
};

/** Sweep northwards; rings may not cross or touch, themselves or each other. */
const refuseCrossings = (rings: readonly Ring[], pointers: readonly string[]): void => {
  const sides = rings.flatMap((ring, r) => ring.slice(1).map((b, k): Side => ({ a: ring[k]!, b, ring: r, k, count: ring.length - 1 })));
  const south = (s: Side): number => Math.min(s.a[1], s.b[1]);
  sides.sort((s, t) => south(s) - south(t) || s.ring - t.ring || s.k - t.k);
  let active: Side[] = [];
  for (const side of sides) {
    const [west, east] = [Math.min(side.a[0], side.b[0]), Math.max(side.a[0], side.b[0])];
    active = active.filter((s) => Math.max(s.a[1], s.b[1]) >= south(side));
    for (const s of active)
      if (Math.max(s.a[0], s.b[0]) >= west && Math.min(s.a[0], s.b[0]) <= east && conflict(s, side))
        fail("SELF_INTERSECTION", `${pointers[side.ring]}/${side.k}`, side.a, `edge may not cross or touch ${pointers[s.ring]}/${s.k}`);
    active.push(side);
  }
};

const ringContains = (ring: Ring): ((p: LonLat) => boolean) =>
  pointInBoundary(ring.slice(1).map((b, k) => (ring[k]![1] <= b[1] ? { low: ring[k]!, high: b } : { low: b, high: ring[k]! })));

/** Polygons of a GeoJSON value with their JSON Pointers. */
const polygonsOf = (value: unknown, field: string): readonly (readonly [unknown, string])[] => {
  if (!isRecord(value)) return fail("TYPE", field, value, "must be a GeoJSON object");
  if (value["type"] === "Polygon") return [[value["coordinates"], `${field}/coordinates`]];
  if (value["type"] === "MultiPolygon") return listAt(value["coordinates"], `${field}/coordinates`).map((p, k) => [p, `${field}/coordinates/${k}`] as const);
  if (value["type"] === "Feature") return polygonsOf(value["geometry"], `${field}/geometry`);
  if (value["type"] === "FeatureCollection") return listAt(value["features"], `${field}/features`).flatMap((f, k) => polygonsOf(f, `${field}/features/${k}`));
  return fail("TYPE", `${field}/type`, value["type"], "must be Polygon, MultiPolygon, Feature or FeatureCollection");
};

/**
 * Checks and normalises GeoJSON (RFC 7946) areas: outer rings left-handed first, holes right-handed. Edges are straight
 * in the lon/lat plane (3.1.1); areas over the antimeridian come split at it (3.1.9). Throws GroundError.
 */
export const parseBoundary = (geojson: unknown): Boundary => {
  const polygons = polygonsOf(geojson, "").map(([value, field]) => ({ field, rings: listAt(value, field).map((ring, k) => parseRing(ring, `${field}/${k}`)) }));
  const rings = polygons.flatMap((p) => p.rings);
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (vertices > MAX_VERTICES) fail("VERTICES", "", vertices, `at most ${MAX_VERTICES} positions`);
  refuseCrossings(rings, polygons.flatMap((p) => p.rings.map((_, k) => `${p.field}/${k}`)));
  const insides = polygons.map((p) => p.rings.map(ringContains));
  polygons.forEach(({ rings: [outer, ...holes], field }, p) => {
    holes.forEach((hole, h) => {
      if (!insides[p]![0]!(hole[0]!)) fail("HOLE_OUTSIDE", `${field}/${h + 1}`, hole[0], "a hole must lie inside its outer ring");
      if (holes.some((_, o) => o !== h && insides[p]![o + 1]!(hole[0]!))) fail("HOLE_NESTED", `${field}/${h + 1}`, hole[0], "a hole may not lie inside another hole");
    });
    insides.forEach((other, o) => {
      if (o !== p && other[0]!(outer![0]!) && !other.slice(1).some((hole) => hole(outer![0]!)))
        fail("POLYGONS_OVERLAP", `${field}/0`, outer![0], "polygons may not overlap");
    });
  });
  return {
    type: "MultiPolygon",
    coordinates: polygons.map((p) => p.rings.map((ring, k) => (turn(ring) > 0 === (k === 0) ? ring : [...ring].reverse()))),
  };
};
