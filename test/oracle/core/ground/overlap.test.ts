import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { overlap } from "../../../../oracle/core/ground/overlap.ts";
import { cellId, cellOfLonLat, descendantCell, levelOfCell } from "../../../../oracle/core/ground/s2.ts";
import { validateBlocks } from "../../../../oracle/core/ground/validate-blocks.ts";
import type { Block } from "../../../../oracle/core/ground/types.ts";
import { NaiveGround } from "../../../helpers/ground-model.ts";

const root = cellId(cellOfLonLat(105.2, 10.4, 8), 8);
const index = fc.constantFrom(0, 1, 128, 255);
/** Blocks of a small world, so that they meet at every pair of levels. */
const block = fc
  .record({ path: fc.array(index, { maxLength: 2 }), bits: fc.uniqueArray(index, { minLength: 1, maxLength: 2 }) })
  .map(({ path, bits }): Block => {
    const cell = path.reduce((at, child) => descendantCell(at, levelOfCell(at), child), root);
    return { cell, bits: bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n) };
  });
const blocks = fc.uniqueArray(block, { minLength: 1, maxLength: 4, selector: ({ cell }) => cell });

describe("overlap", () => {
  it("test_L1_overlap_names_the_bits_that_meet_others_at_any_level", () => {
    let met = 0;
    fc.assert(
      fc.property(blocks, blocks, (mine, others) => {
        const ground = new NaiveGround();
        ground.claim(others, 1n);
        const expected = mine
          .map((one) => ({ cell: one.cell, bits: ground.conflict(one) }))
          .filter(({ bits }) => bits !== 0n);
        met += expected.length;
        expect(overlap(mine, others)).to.deep.equal(expected);
      }),
      { numRuns: 300 },
    );
    expect(met).to.be.greaterThan(100);
  });
});

describe("validateBlocks", () => {
  const [first, second] = [0, 1].map((child) => descendantCell(root, 8, child)) as [bigint, bigint];
  const codeOf = (list: readonly Block[], edgeLevel: 16 | 20): string | undefined => {
    try {
      validateBlocks(list, edgeLevel);
      return undefined;
    } catch (error) {
      if (error instanceof SixfoldError) return `${error.code} ${error.field}`;
      throw error;
    }
  };

  it("takes blocks as a claim states them", () => {
    expect(codeOf([], 16)).to.equal(undefined);
    expect(
      codeOf(
        [
          { cell: first, bits: 1n },
          { cell: second, bits: (1n << 256n) - 1n },
        ],
        16,
      ),
    ).to.equal(undefined);
    expect(codeOf([{ cell: descendantCell(first, 12, 9), bits: 1n }], 20)).to.equal(undefined);
  });

  it("refuses other levels, bits out of range, and any order but ascending", () => {
    expect(codeOf([{ cell: descendantCell(first, 12, 9), bits: 1n }], 16)).to.equal("GROUND_BLOCK_CELL /0/cell");
    expect(codeOf([{ cell: -1n, bits: 1n }], 20)).to.equal("GROUND_BLOCK_CELL /0/cell");
    expect(codeOf([{ cell: first, bits: -1n }], 20)).to.equal("GROUND_BLOCK_BITS /0/bits");
    expect(
      codeOf(
        [
          { cell: second, bits: 1n },
          { cell: first, bits: 1n },
        ],
        20,
      ),
    ).to.equal("GROUND_BLOCK_ORDER /1/cell");
    expect(
      codeOf(
        [
          { cell: first, bits: 1n },
          { cell: first, bits: 2n },
        ],
        20,
      ),
    ).to.equal("GROUND_BLOCK_ORDER /1/cell");
  });
});
