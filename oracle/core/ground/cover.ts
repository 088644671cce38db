import { asin, cos, sin } from "../math.ts";
import { edgesOf, pointInBoundary } from "./point-in-boundary.ts";
import type { Edge } from "./point-in-boundary.ts";
import { cellId, levelOfCell, lonLatOfVector, POSITION_TO_IJ, POSITION_TO_TURN, vectorOfIJ } from "./s2.ts";
import type { Block, Boundary, EdgeLevel } from "./types.ts";

type Node = {
  readonly face: number;
  readonly level: number;
  readonly i: number;
  readonly j: number;
  readonly turn: number;
};
const DEGREE = Math.PI / 180;
const PAD_DEGREES = 1e-9; // far above rounding (about 1e-13 degrees), far below a level-20 cell (about 8e-5)

const childOf = (node: Node, position: number): Node => {
  const ij = POSITION_TO_IJ[node.turn]![position]!;
  return {
    face: node.face,
    level: node.level + 1,
    i: node.i * 2 + (ij >> 1),
    j: node.j * 2 + (ij & 1),
    turn: node.turn ^ POSITION_TO_TURN[position]!,
  };
};

/** Edges that may meet the cell: it lies in the cap through its corners, and the cap in a lon/lat rectangle. */
const edgesNear = ({ face, level, i, j }: Node, edges: readonly Edge[]): readonly Edge[] => {
  if (level < 3) return edges;
  const centre = vectorOfIJ(face, level, i + 0.5, j + 0.5);
  let chord2 = 0;
  for (const [di, dj] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const corner = vectorOfIJ(face, level, i + di, j + dj);
    const [dx, dy, dz] = [corner[0] - centre[0], corner[1] - centre[1], corner[2] - centre[2]];
    chord2 = Math.max(chord2, dx * dx + dy * dy + dz * dz);
  }
  const radius = 2 * asin(Math.sqrt(chord2) / 2);
  const [lon, lat] = lonLatOfVector(centre);
  const dLat = radius / DEGREE + PAD_DEGREES;
  const polar = Math.abs(lat) + dLat >= 90 - 1e-6;
  const dLon = polar ? 360 : (asin(Math.min(1, sin(radius) / cos(lat * DEGREE))) / DEGREE) * (1 + 1e-9) + PAD_DEGREES;
  return edges.filter(({ low, high }) => {
    if (low[1] > lat + dLat || high[1] < lat - dLat) return false;
    const west = Math.min(low[0], high[0]);
    const east = Math.max(low[0], high[0]);
    for (const shift of [-360, 0, 360]) {
      if (west > lon + shift + dLon || east < lon + shift - dLon) continue;
      const [ex, ey] = [high[0] - low[0], high[1] - low[1]];
      const away = Math.abs(ex * (lat - low[1]) - ey * (lon + shift - low[0]));
      if (away <= Math.abs(ex) * dLat + Math.abs(ey) * dLon) return true;
    }
    return false;
  });
};

const toBits = (claimed: Uint8Array): bigint => {
  let text = "0b";
  for (let k = 255; k >= 0; k--) text += claimed[k] === 1 ? "1" : "0";
  return BigInt(text);
};

/**
 * Blocks of all edge-level cells whose centre is inside the boundary, sorted by cell, merged upwards to level 12 or 16.
 * A cell no edge comes near is wholly in or out by its centre, so the descent follows the perimeter.
 */
export const coverBoundary = (boundary: Boundary, edgeLevel: EdgeLevel): readonly Block[] => {
  const edges = edgesOf(boundary);
  const inside = pointInBoundary(edges);
  const blocks: Block[] = [];
  const centreInside = ({ face, level, i, j }: Node): boolean =>
    inside(lonLatOfVector(vectorOfIJ(face, level, i + 0.5, j + 0.5)));

  const tier = (parent: Node, near: readonly Edge[]): boolean => {
    const claimed = new Uint8Array(256);
    const last = parent.level + 4;
    const descend = (node: Node, position: number, from: readonly Edge[]): void => {
      if (node.level === edgeLevel) {
        if (centreInside(node)) claimed[position] = 1;
        return;
      }
      const here = edgesNear(node, from);
      const shift = 2 * (last - node.level);
      if (here.length === 0) {
        if (centreInside(node)) claimed.fill(1, position << shift, (position + 1) << shift);
        return;
      }
      if (node.level === last) {
        if (tier(node, here)) claimed[position] = 1;
        return;
      }
      for (let k = 0; k < 4; k++) descend(childOf(node, k), position * 4 + k, here);
    };
    descend(parent, 0, near);
    const whole = claimed.every((bit) => bit === 1);
    if (parent.level > 8 && whole) return true;
    const bits = toBits(claimed);
    if (bits !== 0n) blocks.push({ cell: cellId(parent, parent.level), bits });
    return false;
  };
  const search = (node: Node, from: readonly Edge[]): void => {
    const here = edgesNear(node, from);
    if (here.length === 0 && !centreInside(node)) return;
    if (node.level === 8) tier(node, here);
    else for (let k = 0; k < 4; k++) search(childOf(node, k), here);
  };
  for (let face = 0; face < 6; face++) search({ face, level: 0, i: 0, j: 0, turn: face & 1 }, edges);
  return blocks.sort((a, b) => (a.cell < b.cell ? -1 : 1));
};

/** Number of edge-level cells that blocks claim. */
export const edgeCellCount = (blocks: readonly Block[], edgeLevel: EdgeLevel): bigint =>
  blocks.reduce((sum, { cell, bits }) => {
    let children = 0n;
    for (let rest = bits; rest > 0n; rest >>= 1n) children += rest & 1n;
    return sum + (children << BigInt(2 * (edgeLevel - levelOfCell(cell) - 4)));
  }, 0n);
