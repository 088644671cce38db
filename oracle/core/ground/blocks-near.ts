import type { Window } from "../grid/window.ts";
import { faceIJOfCell, levelOfCell, parentCell, vectorOfIJ } from "./s2.ts";
import type { Vector } from "./s2.ts";
import { reachOf, tileNodes } from "./tile-nodes.ts";
import type { Grid } from "../grid/types.ts";
import type { Block } from "./types.ts";

/** A circle on the sphere around a cell: its middle, and the chord to its farthest corner. */
type Cap = { readonly middle: Vector; readonly chord: number };

const GROUP_LEVEL = 8;
const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
/** Caps are kept where they meet by less than this; far above rounding, far below a pixel. */
const ROUNDING = 1e-12;

const chordOf = (a: Vector, b: Vector): number => {
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt(x * x + y * y + z * z);
};

const capOf = (cell: bigint): Cap => {
  const { face, i, j } = faceIJOfCell(cell);
  const level = levelOfCell(cell);
  const middle = vectorOfIJ(face, level, i + 0.5, j + 0.5);
  const corners = CORNERS.map(([di, dj]) => chordOf(middle, vectorOfIJ(face, level, i + di, j + dj)));
  return { middle, chord: Math.max(...corners) };
};

/**
 * The blocks of a project that may claim a pixel of a window, found without touching those far away: what a window costs
 * is its own ground.
 *
 * @param blocks valid, in any order.
 */
export const blocksNear = (blocks: readonly Block[]): ((grid: Grid, window: Window) => readonly Block[]) => {
  const groups = new Map<bigint, { readonly cap: Cap; readonly members: { block: Block; cap: Cap }[] }>();
  for (const block of blocks) {
    const cell = parentCell(block.cell, GROUP_LEVEL);
    const group = groups.get(cell) ?? { cap: capOf(cell), members: [] };
    groups.set(cell, group);
    group.members.push({ block, cap: capOf(block.cell) });
  }
  return (grid, window) => {
    const nodes = tileNodes(grid, window);
    const reach = reachOf(nodes) + ROUNDING;
    // A chord is shorter than the way along the sphere, so that caps that share a place are never lost.
    const meets = ({ middle, chord }: Cap): boolean => chordOf(middle, nodes.vectors[4]!) <= chord + reach;
    return [...groups.values()]
      .filter(({ cap }) => meets(cap))
      .flatMap(({ members }) => members.filter(({ cap }) => meets(cap)).map(({ block }) => block));
  };
};
