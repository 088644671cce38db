import { PLACES } from "./claimed-cells.ts";
import { faceIJOfCell, levelOfCell, vectorOfIJ } from "./s2.ts";
import type { Vector } from "./s2.ts";
import type { Block } from "./types.ts";

/**
 * The claimed cells whose centre passes a test, as blocks.
 *
 * @param blocks valid, in any order.
 * @param isIn of a unit vector; geodetic latitude is read as spherical, as S2 does.
 */
export const cellsWhere = (blocks: readonly Block[], isIn: (centre: Vector) => boolean): readonly Block[] =>
  blocks.flatMap(({ cell, bits }): readonly Block[] => {
    const { face, i, j, turn } = faceIJOfCell(cell);
    const level = levelOfCell(cell) + 4;
    let kept = 0n;
    PLACES[turn]!.forEach((place, k) => {
      const bit = 1n << BigInt(k);
      if ((bits & bit) === 0n) return;
      if (isIn(vectorOfIJ(face, level, 16 * i + (place >> 4) + 0.5, 16 * j + (place & 15) + 0.5))) kept |= bit;
    });
    return kept === 0n ? [] : [{ cell, bits: kept }];
  });
