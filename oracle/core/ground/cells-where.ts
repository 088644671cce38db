import { PLACES } from "./claimed-cells.ts";
import { faceIJOfCell, levelOfCell, vectorOfIJ } from "./s2.ts";
import type { Vector } from "./s2.ts";
import type { Block } from "./types.ts";

/** Calls with the centre of each claimed cell of a block, a unit vector, and its bit. */
const eachCell = ({ cell, bits }: Block, use: (centre: Vector, bit: bigint) => void): void => {
  const { face, i, j, turn } = faceIJOfCell(cell);
  const level = levelOfCell(cell) + 4;
  PLACES[turn]!.forEach((place, k) => {
    const bit = 1n << BigInt(k);
    if ((bits & bit) !== 0n)
      use(vectorOfIJ(face, level, 16 * i + (place >> 4) + 0.5, 16 * j + (place & 15) + 0.5), bit);
  });
};

/**
 * The claimed cells whose centre passes a test, as blocks.
 *
 * @param blocks valid, in any order.
 * @param isIn of a unit vector; geodetic latitude is read as spherical, as S2 does.
 */
export const cellsWhere = (blocks: readonly Block[], isIn: (centre: Vector) => boolean): readonly Block[] =>
  blocks.flatMap((block): readonly Block[] => {
    let kept = 0n;
    eachCell(block, (centre, bit) => {
      if (isIn(centre)) kept |= bit;
    });
    return kept === 0n ? [] : [{ cell: block.cell, bits: kept }];
  });

/** Centres of claimed cells, unit vectors, block by block. */
export const cellCentres = (blocks: readonly Block[]): readonly Vector[] => {
  const centres: Vector[] = [];
  for (const block of blocks) eachCell(block, (centre) => centres.push(centre));
  return centres;
};
