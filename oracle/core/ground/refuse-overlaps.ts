import { SixfoldError } from "../errors.ts";
import { insertAt, itemAt, itemBefore, orderedList, placeOf, takeAt } from "./ordered-list.ts";
import { orientation } from "../grid/orientation.ts";
import type { LonLat } from "../grid/types.ts";
import type { Ring } from "./types.ts";

/** A ring of one polygon, with the JSON Pointer of each of its positions. */
export type RingOf = {
  readonly ring: Ring;
  readonly polygon: number;
  readonly hole: boolean;
  readonly pointers: readonly string[];
};

type Side = {
  readonly low: LonLat;
  readonly high: LonLat;
  readonly owner: RingOf;
  readonly pointer: string;
  /** Whether going east over the side enters the owner's polygon. */
  readonly enters: boolean;
};
/** Sides on one line that coincide where the sweep is, and the polygon east of them, -1 for none. */
type Bundle = { readonly sides: readonly Side[]; readonly east: number };
type Event = { readonly point: LonLat; readonly sides: readonly [Side, Side] };

const northOf = (a: LonLat, b: LonLat): number => a[1] - b[1] || a[0] - b[0];
const same = (a: LonLat, b: LonLat): boolean => a[0] === b[0] && a[1] === b[1];

/** Exact: whether a ring that does not cross itself runs anticlockwise, judged at its southernmost corner. */
export const isAnticlockwise = (ring: Ring): boolean => {
  let lowest = 0;
  for (let k = 1; k < ring.length - 1; k++) if (northOf(ring[k]!, ring[lowest]!) < 0) lowest = k;
  return orientation(ring.at(lowest === 0 ? -2 : lowest - 1)!, ring[lowest]!, ring[lowest + 1]!) > 0;
};

const eventsOf = (owner: RingOf): readonly Event[] => {
  const { ring, hole, pointers } = owner;
  const interiorLeft = isAnticlockwise(ring) !== hole;
  const sides = ring.slice(1).map((b, k): Side => {
    const a = ring[k]!;
    const up = northOf(a, b) < 0;
    return { low: up ? a : b, high: up ? b : a, owner, pointer: pointers[k]!, enters: up !== interiorLeft };
  });
  return sides.map((side, k) => ({ point: ring[k]!, sides: [sides.at(k - 1)!, side] }));
};

const fail = (code: string, side: Side, value: LonLat, rule: string): never => {
  throw new SixfoldError({ code, failure: "usage", field: side.pointer, value, rule });
};
const refuseMeeting = (side: Side, other: Side, value: LonLat): never =>
  side.owner.polygon === other.owner.polygon
    ? fail("GROUND_SELF_INTERSECTION", side, value, `a side may not cross, touch or run along ${other.pointer}`)
    : fail("GROUND_POLYGONS_OVERLAP", side, value, `polygons may touch, not overlap: meets ${other.pointer}`);

const refuseCrossing = (a: Side | undefined, b: Side | undefined): void => {
  if (a === undefined || b === undefined) return;
  if (orientation(a.low, a.high, b.low) * orientation(a.low, a.high, b.high) >= 0) return;
  if (orientation(b.low, b.high, a.low) * orientation(b.low, b.high, a.high) < 0) refuseMeeting(b, a, b.low);
};

/** A ring has two sides at a corner, and none that pass through another of its corners. */
const refuseSelfTouch = (point: LonLat, corners: readonly Event[], passing: readonly Side[]): void => {
  const seen = new Map<RingOf, Side>();
  for (const side of [...corners.map(({ sides }) => sides[1]), ...passing]) {
    const other = seen.get(side.owner);
    if (other !== undefined) refuseMeeting(side, other, point);
    seen.set(side.owner, side);
  }
};

/** The polygon east of coinciding sides, given the one west of them; -1 is none. */
const eastOf = (west: number, sides: readonly Side[], point: LonLat): number => {
  const [first, second] = [...sides].sort((a, b) => Number(a.enters) - Number(b.enters));
  if (second !== undefined && (sides.length > 2 || first!.owner.polygon === second.owner.polygon))
    refuseMeeting(second, first!, point);
  return [first!, ...(second === undefined ? [] : [second])].reduce((now, side) => {
    const { polygon, hole } = side.owner;
    if (side.enters) {
      if (now === -1) return polygon;
      return now === polygon
        ? fail("GROUND_SELF_INTERSECTION", side, point, "a ring may not cross itself")
        : fail("GROUND_POLYGONS_OVERLAP", side, point, "polygons may touch, not overlap");
    }
    if (now === polygon) return -1;
    return hole
      ? fail("GROUND_HOLE_OUTSIDE", side, point, "a hole must lie inside its outer ring and outside its other holes")
      : fail(now === -1 ? "GROUND_SELF_INTERSECTION" : "GROUND_POLYGONS_OVERLAP", side, point, "rings may not cross");
  }, west);
};

/** Upper sides of a point from west to east, those on one line together. */
const bundlesOf = (point: LonLat, upper: readonly Side[]): readonly (readonly Side[])[] => {
  const turned = [...upper].sort((a, b) => orientation(point, a.high, b.high));
  const bundles: Side[][] = [];
  for (const side of turned) {
    const last = bundles.at(-1);
    if (last !== undefined && orientation(point, last[0]!.high, side.high) === 0) last.push(side);
    else bundles.push([side]);
  }
  return bundles;
};

/**
 * Refuses rings that cross, touch or run back on themselves, rings of one polygon that cross or share a side, and
 * polygons whose interiors overlap. Rings of one polygon may touch in points, polygons in points and sides.
 *
 * A plane sweep northwards (Bentley and Ottmann 1979; de Berg et al., Computational Geometry, section 2.1) that stops
 * at the first crossing, so that it needs no computed point: with exact orientations it is exact. O(n log n).
 *
 * @throws SixfoldError GROUND_SELF_INTERSECTION, GROUND_POLYGONS_OVERLAP, GROUND_HOLE_OUTSIDE
 */
export const refuseOverlaps = (rings: readonly RingOf[]): void => {
  const events = rings.flatMap(eventsOf).sort((a, b) => northOf(a.point, b.point));
  const active = orderedList<Bundle>();
  for (let k = 0; k < events.length;) {
    const { point } = events[k]!;
    const corners: Event[] = [];
    for (; k < events.length && same(events[k]!.point, point); k++) corners.push(events[k]!);

    const sideOf = ({ sides: [side] }: Bundle): number =>
      same(side!.high, point) ? 0 : orientation(side!.low, side!.high, point);
    const place = placeOf(active, (bundle) => sideOf(bundle) < 0);
    const west = itemBefore(active, place);
    const met = takeAt(active, place, (bundle) => sideOf(bundle) === 0).flatMap(({ sides }) => sides);
    const passing = met.filter(({ high }) => !same(high, point));
    refuseSelfTouch(point, corners, passing);

    const starting = corners.flatMap(({ sides }) => sides).filter(({ low }) => same(low, point));
    const upper = bundlesOf(point, [...passing, ...starting]);
    const next = itemAt(active, place);
    refuseCrossing(west?.sides[0], (upper[0] ?? next?.sides)?.[0]);
    refuseCrossing(upper.at(-1)?.[0], next?.sides[0]);

    const bundles: Bundle[] = [];
    for (const sides of upper)
      bundles.push({ sides, east: eastOf((bundles.at(-1) ?? west)?.east ?? -1, sides, point) });
    insertAt(active, place, bundles);
  }
};
