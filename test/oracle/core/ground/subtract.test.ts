import { expect } from "chai";
import fc from "fast-check";
import { s2 } from "s2js";

import { checkGround } from "../../../../oracle/core/ground/check-ground.ts";
import { edgeCellCount } from "../../../../oracle/core/ground/cover.ts";
import { overlap } from "../../../../oracle/core/ground/overlap.ts";
import { cellId, cellOfLonLat, descendantCell, levelOfCell } from "../../../../oracle/core/ground/s2.ts";
import { subtract } from "../../../../oracle/core/ground/subtract.ts";
import type { Block, EdgeLevel } from "../../../../oracle/core/ground/types.ts";
import { validateBlocks } from "../../../../oracle/core/ground/validate-blocks.ts";
import { worthwhile } from "../../../../oracle/core/ground/worthwhile.ts";
import { childAt, childrenOf } from "../../../helpers/ground-model.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";

const { cellid } = s2;
const root = cellId(cellOfLonLat(105.2, 10.4, 8), 8);
const index = fc.constantFrom(0, 1, 128, 255);

/** Blocks of a small world, so that they meet at every pair of levels. */
const block = (depth: number) =>
  fc
    .record({
      path: fc.array(index, { maxLength: depth }),
      bits: fc.uniqueArray(index, { minLength: 1, maxLength: 2 }),
    })
    .map(({ path, bits }): Block => {
      const cell = path.reduce((at, child) => descendantCell(at, levelOfCell(at), child), root);
      return { cell, bits: bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n) };
    });
const blocks = (depth: number) =>
  fc.uniqueArray(block(depth), { minLength: 1, maxLength: 4, selector: ({ cell }) => cell });

/** How many edge-level cells of some cells meet none of others: by S2's containment and a walk over children alone. */
const freeCells = (cells: readonly bigint[], others: readonly bigint[], edgeLevel: number): bigint => {
  const maximal = cells.filter((cell) => !cells.some((other) => other !== cell && cellid.contains(other, cell)));
  const count = (cell: bigint): bigint => {
    const near = others.filter((other) => cellid.intersects(cell, other));
    if (near.length === 0) return 4n ** BigInt(edgeLevel - cellid.level(cell));
    if (cellid.level(cell) === edgeLevel || near.some((other) => cellid.contains(other, cell))) return 0n;
    return Array.from({ length: 256 }, (_, child) => count(childAt(cell, child))).reduce((sum, part) => sum + part, 0n);
  };
  return [...new Set(maximal)].reduce((sum, cell) => sum + count(cell), 0n);
};

const cellsOf = (list: readonly Block[]): readonly bigint[] => list.flatMap(childrenOf).map(({ cell }) => cell);

const codeOf = (attempt: () => unknown): string | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof SixfoldError) return error.code;
    throw error;
  }
};

describe("subtract", () => {
  for (const [edgeLevel, depth] of [
    [16, 1],
    [20, 2],
  ] as const)
    it(`leaves exactly the cells of level ${edgeLevel} that meet none of the others`, () => {
      let opened = 0;
      fc.assert(
        fc.property(blocks(depth), blocks(2), (mine, others) => {
          // A list that overlaps itself has cells that count once.
          fc.pre(
            mine.every(
              (one) =>
                overlap(
                  [one],
                  mine.filter((other) => other !== one),
                ).length === 0,
            ),
          );
          const left = subtract(mine, others, edgeLevel);
          validateBlocks(left, edgeLevel);
          expect(overlap(left, others)).to.deep.equal([]);
          expect(edgeCellCount(left, edgeLevel)).to.equal(freeCells(cellsOf(mine), cellsOf(others), edgeLevel));
          opened += left.filter(({ cell }) => !mine.some((one) => one.cell === cell)).length;
        }),
        { numRuns: 150 },
      );
      expect(opened).to.be.greaterThan(10);
    });
});

describe("checkGround", () => {
  const cover: readonly Block[] = [
    { cell: descendantCell(root, 8, 3), bits: 0xffn },
    { cell: root, bits: 6n },
  ].sort((a, b) => (a.cell < b.cell ? -1 : 1));
  const check = (claimed: readonly Block[], leftOut: readonly Block[], edgeLevel: EdgeLevel = 16) =>
    codeOf(() =>
      checkGround({ blocks: claimed, leftOut: leftOut.map((one) => ({ ...one, heldBy: [] })) }, cover, edgeLevel),
    );

  it("takes the whole cover, and part of it with the rest stated", () => {
    expect(check(cover, [])).to.equal(undefined);
    const mine = [{ cell: root, bits: 2n }];
    expect(check(mine, subtract(cover, mine, 16))).to.equal(undefined);
  });

  it("refuses cells outside the cover, and any other statement of what is left out", () => {
    expect(check([{ cell: root, bits: 14n }], [])).to.equal("GROUND_OUTSIDE_COVER");
    const mine = [{ cell: root, bits: 2n }];
    const rest = subtract(cover, mine, 16);
    expect(check(mine, rest.slice(1))).to.equal("GROUND_LEFT_OUT");
    expect(
      check(
        mine,
        rest.map(({ cell, bits }) => ({ cell, bits: bits & -bits })),
      ),
    ).to.equal("GROUND_LEFT_OUT");
    expect(check(cover, [{ cell: root, bits: 8n }])).to.equal("GROUND_LEFT_OUT");
    expect(check([...mine, ...mine], rest)).to.equal("GROUND_BLOCK_ORDER");
  });
});

describe("worthwhile", () => {
  it("leaves out blocks at the edge with few cells, and never coarser ones", () => {
    const list = [
      { cell: descendantCell(root, 8, 3), bits: 0b111n },
      { cell: descendantCell(root, 8, 4), bits: 0b1111n },
      { cell: root, bits: 1n },
    ];
    expect(worthwhile(list, 16, 1)).to.deep.equal(list);
    expect(worthwhile(list, 16, 4)).to.deep.equal(list.slice(1));
    expect(worthwhile(list, 16, 256)).to.deep.equal([list[2]]);
    expect(worthwhile(list, 20, 256)).to.deep.equal(list);
  });
});
