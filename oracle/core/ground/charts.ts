import type { Derivatives } from "../grid/angular-rates.ts";
import { patchThrough, remainderOf } from "../grid/quadratic-patch.ts";
import type { Patch } from "../grid/quadratic-patch.ts";
import { FACE_AXES } from "./s2.ts";
import type { Vector } from "./s2.ts";
import { reachOf } from "./tile-nodes.ts";
import type { TileNodes } from "./tile-nodes.ts";

/**
 * A quarter of a cube's face. On it s and t are analytic, since the projection of S2 has a kink at u = 0 and at v = 0,
 * and they go on smoothly over its borders.
 */
export type Chart = {
  readonly face: number;
  /** Whether u and v are positive there: s and t are at least a half. */
  readonly upper: readonly [u: boolean, v: boolean];
  /** Cell coordinates at level 0, s and t, over a tile. */
  readonly s: Patch;
  readonly t: Patch;
  /** How far s or t may be from the exact one of a pixel of the tile. */
  readonly error: number;
};

/** Tiles that reach farther from their middle, in radians, have no charts. */
const WIDEST_REACH = 0.02;
/** Normal component of the corner of a face, the farthest place from its middle. */
const CORNER = 1 / Math.sqrt(3);
/** Far above the rounding of s and t (about 1e-15, 1e-14 after a projection), far below a level-20 cell (1e-6). */
const ROUNDING = 1e-12;

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * Bound on the third derivative of s = sqrt(1 + 3 u) / 2, u = (a . p) / (n . p), along a curve of unit vectors p with such
 * derivatives: those of u by Leibniz' rule on u (n . p) = a . p, those of s by Faa di Bruno's.
 *
 * @param n the least n . p; @param u the largest |u|; @param w the least 1 + 3 u.
 */
const thirdDerivative = ([p1, p2, p3]: Derivatives, n: number, u: number, w: number): number => {
  const across = Math.sqrt(1 + u * u);
  // p' is at right angles to p.
  const tilt = Math.sqrt(1 - n * n);
  const u1 = (across * p1) / n;
  const u2 = (across * p2 + 2 * u1 * tilt * p1) / n;
  const u3 = (across * p3 + 3 * u2 * tilt * p1 + 3 * u1 * p2) / n;
  const root = Math.sqrt(w);
  const s1 = 3 / (4 * root);
  const s2 = 9 / (8 * root * w);
  const s3 = 81 / (16 * root * w * w);
  return s1 * u3 + 3 * s2 * u1 * u2 + s3 * u1 * u1 * u1;
};

const upperST = (u: number): number => Math.sqrt(1 + 3 * u) / 2;
const toST = (u: number, upper: boolean): number => (upper ? upperST(u) : 1 - upperST(-u));

/**
 * Every chart that a tile may touch, with s and t over it; undefined where the tile is too wide to tell. The error is the
 * remainder of quadratic interpolation, by a bound on third derivatives that holds all over the tile, and rounding.
 */
export const chartsOf = (nodes: TileNodes): readonly Chart[] | undefined => {
  const { vectors, rates } = nodes;
  const reach = reachOf(nodes) + ROUNDING;
  if (!(reach <= WIDEST_REACH)) return undefined;
  const middle = vectors[4]!;
  return FACE_AXES.flatMap((axes, face) => {
    const normal = dot(axes.normal, middle);
    if (normal + reach < CORNER) return [];
    const least = normal - reach;
    const coordinate = (axis: Vector) => {
      const along = dot(axis, middle);
      const most = (Math.abs(along) + reach) / least;
      const spread = (reach * Math.sqrt(1 + most * most)) / least;
      const values = vectors.map((vector) => dot(axis, vector) / dot(axes.normal, vector));
      return [true, false].flatMap((upper) => {
        const inwards = upper ? along / normal : -along / normal;
        if (inwards + spread < 0 || inwards - spread > 1) return [];
        const [xxx, yyy] = rates.map((rate) => thirdDerivative(rate, least, most, 1 + 3 * (inwards - spread)));
        const error = remainderOf(xxx!, yyy!) + ROUNDING;
        return [{ upper, patch: patchThrough(values.map((u) => toST(u, upper))), error }];
      });
    };
    const columns = coordinate(axes.u);
    const rows = columns.length === 0 ? [] : coordinate(axes.v);
    return columns.flatMap((u) =>
      rows.map((v): Chart => ({
        face,
        upper: [u.upper, v.upper],
        s: u.patch,
        t: v.patch,
        error: Math.max(u.error, v.error),
      })),
    );
  });
};
