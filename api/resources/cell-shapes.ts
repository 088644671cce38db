import { faceIJOfCell, levelOfCell, lonLatOfVector, vectorOfIJ } from "../../oracle/core/ground/s2.ts";
import type { Block } from "../../oracle/core/ground/types.ts";

type Position = [lon: number, lat: number];
export type Polygon = Position[][];

/** A centimetre, where a degree is longest. */
const DIGITS = 7;

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
] as const;

const rounded = (degrees: number): number => Number(degrees.toFixed(DIGITS)) + 0;

/**
 * A cell as a polygon of its four corners, anticlockwise. Its sides are straight on the sphere; drawn straight in
 * longitude and latitude they are less than a centimetre off for cells that projects claim below level 16.
 */
const polygonOf = (cell: bigint): Polygon => {
  const level = levelOfCell(cell);
  const { face, i, j } = faceIJOfCell(cell);
  const corners = CORNERS.map(([di, dj]) => lonLatOfVector(vectorOfIJ(face, level, i + di, j + dj)));
  // A cell may touch the antimeridian and never crosses it: its corners there take the side of the others.
  const east = corners.some(([lon]) => lon > 90 && lon < 180);
  const west = corners.some(([lon]) => lon < -90 && lon > -180);
  const onSide = (lon: number): number => (Math.abs(lon) === 180 ? (east ? 180 : west ? -180 : lon) : lon);
  return [corners.map(([lon, lat]) => [rounded(onSide(lon)), rounded(lat)])];
};

/** Descendant of a cell, so many levels below it, by its place on the Hilbert curve. */
const descendant = (cell: bigint, steps: number, place: number): bigint => {
  const lowest = cell & -cell;
  const step = lowest >> BigInt(2 * steps);
  return cell - lowest + BigInt(2 * place + 1) * step;
};

/** The fewest cells that cover a block's children, each claimed whole. */
export const cellsOfBlock = ({ cell, bits }: Block): readonly bigint[] => {
  const search = (steps: number, place: number): readonly bigint[] => {
    const count = 4 ** (4 - steps);
    const all = (1n << BigInt(count)) - 1n;
    const here = (bits >> BigInt(place * count)) & all;
    if (here === 0n) return [];
    if (here === all) return [descendant(cell, steps, place)];
    return [0, 1, 2, 3].flatMap((child) => search(steps + 1, 4 * place + child));
  };
  return search(0, 0);
};

/** The children of a block that it claims, as areas. */
export const polygonsOfBlock = (block: Block): Polygon[] => cellsOfBlock(block).map(polygonOf);
