import { asin, atan2, cos, sin } from "../math.ts";
import type { LonLat } from "../grid/types.ts";

/** A cell by cube face and integer coordinates (i, j) in 0 .. 2^level - 1. */
export type FaceIJ = { readonly face: number; readonly i: number; readonly j: number };
export type Vector = readonly [x: number, y: number, z: number];

const DEGREE = Math.PI / 180;
// Hilbert curve tables of S2 (s2geometry, s2coords.cc): orientation bit 0 swaps the axes, bit 1 inverts them.
export const POSITION_TO_IJ = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
] as const;
export const POSITION_TO_TURN = [1, 0, 0, 3] as const;
const IJ_TO_POSITION = [
  [0, 1, 3, 2],
  [0, 3, 1, 2],
  [2, 3, 1, 0],
  [2, 1, 3, 0],
] as const;

/** Quadratic projection of S2 (s2coords.h): a share of the face from its plane coordinate. */
const toST = (u: number): number => (u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u));
const toUV = (s: number): number => (s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3);

/** Face of the cube, and the plane coordinates u, v in [-1, 1] on it. */
type FaceUV = { readonly face: number; readonly u: number; readonly v: number };

/** Unit vector of a point in degrees; geodetic latitude is read as spherical, as S2 users do. */
export const vectorOfLonLat = (lon: number, lat: number): Vector => {
  const phi = lat * DEGREE;
  const lambda = lon * DEGREE;
  return [cos(phi) * cos(lambda), cos(phi) * sin(lambda), sin(phi)];
};

/** Cube face of a unit vector and its coordinates there. */
const faceUVOfVector = ([x, y, z]: Vector): FaceUV => {
  const [ax, ay, az] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  const axis = ax > ay ? (ax > az ? 0 : 2) : ay > az ? 1 : 2;
  if (axis === 0) return x < 0 ? { face: 3, u: z / x, v: y / x } : { face: 0, u: y / x, v: z / x };
  if (axis === 1) return y < 0 ? { face: 4, u: z / y, v: -x / y } : { face: 1, u: -x / y, v: z / y };
  return z < 0 ? { face: 5, u: -y / z, v: -x / z } : { face: 2, u: -x / z, v: -y / z };
};

/** Axes of each face: u = (u axis . p) / (normal . p), and v likewise. */
export const FACE_AXES: readonly { readonly normal: Vector; readonly u: Vector; readonly v: Vector }[] = [
  { normal: [1, 0, 0], u: [0, 1, 0], v: [0, 0, 1] },
  { normal: [0, 1, 0], u: [-1, 0, 0], v: [0, 0, 1] },
  { normal: [0, 0, 1], u: [-1, 0, 0], v: [0, -1, 0] },
  { normal: [-1, 0, 0], u: [0, 0, -1], v: [0, -1, 0] },
  { normal: [0, -1, 0], u: [0, 0, -1], v: [1, 0, 0] },
  { normal: [0, 0, -1], u: [0, 1, 0], v: [1, 0, 0] },
];

/** Cell of a level (0 to 30) that holds a point in degrees. */
export const cellOfLonLat = (lon: number, lat: number, level: number): FaceIJ => {
  const { face, u, v } = faceUVOfVector(vectorOfLonLat(lon, lat));
  const size = 2 ** level;
  const at = (w: number): number => Math.max(0, Math.min(size - 1, Math.floor(toST(w) * size)));
  return { face, i: at(u), j: at(v) };
};

/** Unit vector of the point (i, j) of a face at a level; fractions are allowed, + 0.5 is a cell's centre. */
export const vectorOfIJ = (face: number, level: number, i: number, j: number): Vector => {
  const size = 2 ** level;
  const u = toUV(i / size);
  const v = toUV(j / size);
  const r = 1 / Math.sqrt(1 + u * u + v * v);
  const [x, y, z] = [
    [1, u, v],
    [-u, 1, v],
    [-u, -v, 1],
    [-1, -v, -u],
    [v, -1, -u],
    [v, u, -1],
  ][face] as [number, number, number];
  return [x * r, y * r, z * r];
};

/** Longitude and latitude in degrees of a vector. */
export const lonLatOfVector = ([x, y, z]: Vector): LonLat => [
  atan2(y, x) / DEGREE,
  Math.abs(z) < 0.7 ? asin(z) / DEGREE : atan2(z, Math.sqrt(x * x + y * y)) / DEGREE,
];

/** S2 cell id (uint64) of a cell. */
export const cellId = ({ face, i, j }: FaceIJ, level: number): bigint => {
  let turn = face & 1;
  let high = 0;
  let low = 0;
  for (let k = level - 1; k >= 0; k--) {
    const ij = ((Math.floor(i / 2 ** k) & 1) << 1) | (Math.floor(j / 2 ** k) & 1);
    const position = IJ_TO_POSITION[turn]![ij]!;
    if (k >= 15) high = high * 4 + position;
    else low = low * 4 + position;
    turn ^= POSITION_TO_TURN[position]!;
  }
  const path = (BigInt(high) << BigInt(2 * Math.min(level, 15))) | BigInt(low);
  return (BigInt(face) << 61n) | (path << BigInt(61 - 2 * level)) | (1n << BigInt(60 - 2 * level));
};

/** Cell of a valid id, with the turn of the Hilbert curve inside it. */
export const faceIJOfCell = (id: bigint): FaceIJ & { readonly turn: number } => {
  const level = levelOfCell(id);
  const face = Number(id >> 61n);
  // In halves that the positions of levels 14 and 15 lie on either side of.
  const [high, low] = [Number(id >> 33n), Number((id >> 1n) & 0xffffffffn)];
  let [i, j, turn] = [0, 0, face & 1];
  for (let k = 1; k <= level; k++) {
    const position = (k < 15 ? high >>> (28 - 2 * k) : low >>> (60 - 2 * k)) & 3;
    const ij = POSITION_TO_IJ[turn]![position]!;
    i = i * 2 + (ij >> 1);
    j = j * 2 + (ij & 1);
    turn ^= POSITION_TO_TURN[position]!;
  }
  return { face, i, j, turn };
};

/** Level of a cell id, or -1 if it is not a valid S2 cell id. */
export const levelOfCell = (id: bigint): number => {
  if (id <= 0n || id >> 61n > 5n) return -1;
  const low = Number(id & 0xffffffffn);
  const last = low === 0 ? Number(id >> 32n) : low;
  const zeros = (low === 0 ? 63 : 31) - Math.clz32(last & -last);
  return zeros % 2 === 0 ? Math.max(-1, 30 - zeros / 2) : -1;
};

/** The ancestor of a cell at a coarser or the same level. */
export const parentCell = (id: bigint, level: number): bigint => {
  const bit = 1n << BigInt(60 - 2 * level);
  return (id & -bit) | bit;
};

/** Descendant `index` (0 to 255, Hilbert order) four levels below a cell of `level`. */
export const descendantCell = (id: bigint, level: number, index: number): bigint => {
  const bit = 1n << BigInt(60 - 2 * level);
  return id - bit + (BigInt(2 * index + 1) << BigInt(60 - 2 * (level + 4)));
};
