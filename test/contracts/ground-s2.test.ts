import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { s2 } from "s2js";

import { childAt } from "../helpers/ground-model.ts";

const { viem } = await network.create();
const { cellid } = s2;

/** Any valid cell at a level, by face and position along the curve. */
const cellAt = (level: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.bigInt({ min: 0n, max: (1n << 61n) - 1n }))
    .map(([face, position]) => cellid.parent(cellid.fromFacePosLevel(face, position, 30), level));

describe("S2CellLib against s2js", () => {
  const runs = { numRuns: 100, seed: 6 };

  it("tells the level of any cell", async () => {
    const mock = await viem.deployContract("S2CellMock");
    const anyCell = fc.integer({ min: 0, max: 30 }).chain(cellAt);
    await fc.assert(
      fc.asyncProperty(anyCell, async (cell) => {
        expect(await mock.read.level([cell])).to.equal(cellid.level(cell));
      }),
      runs,
    );
  });

  it("takes as parents exactly valid cells at the levels of the grid", async () => {
    const mock = await viem.deployContract("S2CellMock");
    const anyCell = fc.integer({ min: 0, max: 30 }).chain(cellAt);
    const gridCell = fc.constantFrom(8, 12, 16, 20).chain(cellAt);
    const anyWord = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    const badFace = gridCell.map((cell) => cell | (7n << 61n));
    await fc.assert(
      fc.asyncProperty(fc.oneof(gridCell, anyCell, anyWord, badFace, fc.constant(0n)), async (cell) => {
        const level = cellid.valid(cell) ? cellid.level(cell) : -1;
        expect(await mock.read.isParent([cell, 16])).to.equal([8, 12].includes(level));
        expect(await mock.read.isParent([cell, 20])).to.equal([8, 12, 16].includes(level));
      }),
      runs,
    );
  });

  it("finds ancestors and child bits at every pair of levels", async () => {
    const mock = await viem.deployContract("S2CellMock");
    await fc.assert(
      fc.asyncProperty(cellAt(20), async (edge) => {
        const [at8, at12, at16] = [8, 12, 16].map((level) => cellid.parent(edge, level)) as [bigint, bigint, bigint];
        expect(await mock.read.ancestor8([at16])).to.equal(at8);
        expect(await mock.read.ancestor8([at8])).to.equal(at8);
        expect(await mock.read.ancestor12([at16])).to.equal(at12);
        const indexOf = (parent: bigint, child: bigint) =>
          Array.from({ length: 256 }, (_, index) => childAt(parent, index)).indexOf(child);
        expect(await mock.read.bitIn8([at12])).to.equal(1n << BigInt(indexOf(at8, at12)));
        expect(await mock.read.bitIn8([at16])).to.equal(1n << BigInt(indexOf(at8, at12)));
        expect(await mock.read.bitIn12([at16])).to.equal(1n << BigInt(indexOf(at12, at16)));
      }),
      runs,
    );
  });

  it("counts the bits of any word", async () => {
    const mock = await viem.deployContract("S2CellMock");
    const full = (1n << 256n) - 1n;
    const word = fc.oneof(fc.bigInt({ min: 0n, max: full }), fc.constantFrom(0n, 1n, full, full - 1n, 1n << 255n));
    await fc.assert(
      fc.asyncProperty(word, async (value) => {
        const ones = [...value.toString(2)].filter((digit) => digit === "1").length;
        expect(await mock.read.popcount([value])).to.equal(BigInt(ones));
      }),
      runs,
    );
  });
});
