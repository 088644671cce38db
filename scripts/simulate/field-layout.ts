import type { FieldRole } from "../../oracle/core/services/common/types.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";
import { shuffle } from "./shuffle.ts";

/** A position in metres of the scene's UTM zone. */
export type Point = readonly [x: number, y: number];

export type FieldPlot = {
  readonly id: string;
  readonly role: FieldRole;
  /** Counter-clockwise, closed. */
  readonly ring: readonly Point[];
};

const COLUMNS = 15;
const ROWS = 15;
/** Of the project; each wants three controls that are like it, so that the others are many. */
const PROJECT_FIELDS = 24;
/** Half the width of the ridge between two fields, metres. */
const HALF_RIDGE_M = 2;

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

const cuts = (random: Random, count: number, narrowest: number, widest: number): readonly number[] => {
  const at = [0];
  for (let i = 0; i < count; i += 1) at.push((at[i] as number) + between(random, narrowest, widest));
  return at;
};

/** Moves a corner towards the middle by half a ridge along each axis. */
const inset = ([x, y]: Point, [middleX, middleY]: Point): Point => [
  x + (x < middleX ? HALF_RIDGE_M : -HALF_RIDGE_M),
  y + (y < middleY ? HALF_RIDGE_M : -HALF_RIDGE_M),
];

/**
 * 225 irregular fields of about 0.3 to 1.5 ha in fifteen columns and rows, with ridges of 4 m between them; 24 are the
 * project's, the others candidates for its controls, mixed over the whole block.
 *
 * @param corner lower left of the block, metres.
 */
export const layOutFields = (random: Random, corner: Point): readonly FieldPlot[] => {
  const xs = cuts(random, COLUMNS, 68, 136);
  const ys = cuts(random, ROWS, 66, 114);
  const node = new Map<string, Point>();
  xs.forEach((x, column) =>
    ys.forEach((y, row) =>
      node.set(`${column},${row}`, [corner[0] + x + between(random, -7, 7), corner[1] + y + between(random, -7, 7)]),
    ),
  );
  const at = (column: number, row: number): Point => node.get(`${column},${row}`) as Point;
  const roles = shuffle(
    random,
    Array.from({ length: COLUMNS * ROWS }, (_, i): FieldRole => (i < PROJECT_FIELDS ? "project" : "control")),
  );
  return roles.map((role, index) => {
    const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)];
    const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
    const middle: Point = [
      corners.reduce((sum, [x]) => sum + x, 0) / 4,
      corners.reduce((sum, [, y]) => sum + y, 0) / 4,
    ];
    const ring = corners.map((point) => inset(point, middle));
    return { id: `field-${String(index + 1).padStart(3, "0")}`, role, ring: [...ring, ring[0] as Point] };
  });
};
