import { expect } from "chai";
import { network } from "hardhat";
import { s2 } from "s2js";

import { childAt, type ModelBlock } from "../helpers/ground-model.ts";
import { BOND_PER_BLOCK, deployRegistries, draftRequest, POOL } from "../helpers/registries.ts";

const { viem, networkHelpers } = await network.create();
const { cellid } = s2;

/** Dense words without zero bytes, so that calldata costs its most. */
const denseWord = (index: number): bigint =>
  BigInt(`0x${"b7".repeat(31)}${(1 + (index % 255)).toString(16).padStart(2, "0")}`);

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const origin = cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2));
const at8 = cellid.parent(origin, 8);
const at12 = cellid.parent(origin, 12);

const block = (cell: bigint, index: number): ModelBlock => ({ cell, bits: denseWord(index) });

describe("the gas of claims", () => {
  async function registries() {
    const deployed = await deployRegistries(viem);
    const client = await viem.getPublicClient();
    return { ...deployed, client };
  }

  /** Gas of each claim of one project's segments. */
  async function claimGas(edgeLevel: number, segments: readonly (readonly ModelBlock[])[]): Promise<bigint[]> {
    const { projects, ground, client } = await networkHelpers.loadFixture(registries);
    await projects.write.register([draftRequest(POOL.paddyMethane, edgeLevel)]);
    const gas: bigint[] = [];
    for (const blocks of segments) {
      const value = BOND_PER_BLOCK * BigInt(blocks.length);
      const hash = await ground.write.claim([1n, blocks], { value });
      gas.push((await client.getTransactionReceipt({ hash })).gasUsed);
    }
    return gas;
  }

  it("is at most 420,000 for 10 ha at edge level 20: 15 new words", async () => {
    const gas = await claimGas(20, [range(13).map((index) => block(childAt(at12, 40 + index), index))]);
    console.log(`      10 ha, edge level 20: ${String(gas[0])} gas`);
    expect(Number(gas[0])).to.be.at.most(420_000);
  });

  it("is at most 950,000 for 10,000 ha at edge level 16: 36 new words", async () => {
    const next8 = cellid.next(at8);
    const blocks = [
      ...range(20).map((index) => block(childAt(at8, 200 + index), index)),
      ...range(14).map((index) => block(childAt(next8, 10 + index), index)),
    ];
    const gas = await claimGas(16, [blocks]);
    console.log(`      10,000 ha, edge level 16: ${String(gas[0])} gas`);
    expect(Number(gas[0])).to.be.at.most(950_000);
  });

  it("is at most 13,000,000 in all for 1,000,000 ha at edge level 16: 500 new words", async () => {
    // 20 level-8 parents, each with one block of whole children and 23 of its children cut by the perimeter.
    let parent = at8;
    const blocks: ModelBlock[] = [];
    for (const row of range(20)) {
      const cut = range(23).map((index) => 3 + 8 * index);
      const whole = ((1n << 256n) - 1n) ^ cut.reduce((bits, index) => bits | (1n << BigInt(index)), 0n);
      blocks.push({ cell: parent, bits: whole & denseWord(row) });
      for (const index of cut) blocks.push(block(childAt(parent, index), index));
      parent = cellid.next(parent);
    }
    blocks.sort((a, b) => (a.cell < b.cell ? -1 : 1));
    const segments = range(Math.ceil(blocks.length / 160)).map((index) => blocks.slice(160 * index, 160 * index + 160));
    const gas = await claimGas(16, segments);
    const total = gas.reduce((sum, used) => sum + used, 0n);
    console.log(`      1,000,000 ha, edge level 16: ${String(total)} gas in ${String(gas.length)} claims`);
    expect(Number(total)).to.be.at.most(13_000_000);
  });

  it("of the dearest segment, and of its release, fits one transaction", async () => {
    const { projects, ground, client } = await networkHelpers.loadFixture(registries);
    await projects.write.register([draftRequest(POOL.paddyMethane, 20)]);
    let parent = at8;
    const blocks: ModelBlock[] = [];
    for (const index of range(160)) {
      blocks.push(block(childAt(childAt(parent, 7), 9), index));
      parent = cellid.next(parent);
    }
    blocks.sort((a, b) => (a.cell < b.cell ? -1 : 1));
    const [root] = await ground.read.groundOf([1n]);
    const claim = await ground.write.claim([1n, blocks], { value: 160n * BOND_PER_BLOCK });
    await projects.write.withdraw([1n]);
    const release = await ground.write.release([1n, root, blocks]);
    const claimed = await client.getTransactionReceipt({ hash: claim });
    const released = await client.getTransactionReceipt({ hash: release });
    console.log(
      `      160 scattered blocks: claim ${String(claimed.gasUsed)}, release ${String(released.gasUsed)} gas`,
    );
    // Marks of earned periods, at three cells a block, come on top of the release of a project that never earned.
    expect(Number(released.gasUsed) + 160 * 3 * 22_300).to.be.at.most(16_777_216);
    expect(Number(claimed.gasUsed)).to.be.at.most(16_777_216);
  });
});
