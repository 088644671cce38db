import { expect } from "chai";
import { network } from "hardhat";
import { s2 } from "s2js";
import type { Hex } from "viem";

import { coverBoundary } from "../../oracle/core/ground/cover.ts";
import { segmentDigest } from "../../oracle/core/ground/ground-root.ts";
import { segmentBlocks } from "../../oracle/core/ground/segment-blocks.ts";
import type { Block, EdgeLevel } from "../../oracle/core/ground/types.ts";
import { childAt } from "../helpers/ground-model.ts";
import type { ModelBlock } from "../helpers/ground-model.ts";
import { deployRegistries, draftRequest, POOL } from "../helpers/registries.ts";
import { deployRegistry, methodology } from "../helpers/registry.ts";
import { lobedShape } from "../helpers/shapes.ts";

const { viem, networkHelpers } = await network.create();
const { cellid } = s2;

/** Most blocks in one claim, as GroundRegistry has it. */
const SEGMENT_BLOCKS = 52;

/** Dense words without zero bytes, so that calldata costs its most. */
const denseWord = (index: number): bigint =>
  BigInt(`0x${"b7".repeat(31)}${(1 + (index % 255)).toString(16).padStart(2, "0")}`);

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const origin = cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2));
const at8 = cellid.parent(origin, 8);

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
      const value = await ground.read.bondFor([edgeLevel, blocks]);
      const hash = await ground.write.claim([1n, blocks], { value });
      gas.push((await client.getTransactionReceipt({ hash })).gasUsed);
    }
    return gas;
  }

  /** Storage words that claiming these blocks on untouched ground writes: claimed children, and marks above them. */
  const newWords = (blocks: readonly Block[]): number => {
    const words = new Set<string>();
    for (const { cell } of blocks) {
      words.add(`taken ${cell}`);
      const level = cellid.level(cell);
      if (level > 12) words.add(`touched ${cellid.parent(cell, 12)}`);
      if (level > 8) words.add(`touched ${cellid.parent(cell, 8)}`);
    }
    return words.size;
  };

  /** Words and gas of claims of lobed ground around two places, one near a corner of an S2 face, for each seed. */
  async function survey(areaHa: number, edgeLevel: EdgeLevel, seeds: number) {
    const found: { readonly words: number; readonly gas: number }[] = [];
    for (const [lon, lat] of [
      [105.2, 10.4],
      [139.7, 36.2],
    ] as const)
      for (const seed of range(seeds)) {
        const blocks = coverBoundary(lobedShape(areaHa, lon, lat, seed), edgeLevel);
        const gas = await claimGas(edgeLevel, segmentBlocks(blocks, SEGMENT_BLOCKS));
        found.push({ words: newWords(blocks), gas: Number(gas.reduce((sum, used) => sum + used, 0n)) });
      }
    found.sort((x, y) => x.gas - y.gas);
    const [least, most] = [found[0]!, found.at(-1)!];
    console.log(
      `      ${areaHa} ha, edge level ${edgeLevel}, ${found.length} shapes: ` +
        `${least.words} to ${most.words} words, ${least.gas} to ${most.gas} gas`,
    );
    return found;
  }

  /** Shapes of up to so many words keep to the goal; a word more costs 22,100 gas, and its block to read, hash and log. */
  function expectWithin(
    found: readonly { readonly words: number; readonly gas: number }[],
    words: number,
    goal: number,
  ) {
    const within = found.filter((shape) => shape.words <= words);
    console.log(`      ${within.length} of ${found.length} shapes have up to ${words} words`);
    expect(within).to.not.be.empty;
    for (const shape of found) expect(shape.gas).to.be.at.most(goal + Math.max(0, shape.words - words) * 26_000);
  }

  it("is at most 420,000 for 10 ha at edge level 20 of up to 15 new words", async () => {
    expectWithin(await survey(10, 20, 10), 15, 420_000);
  });

  it("is at most 950,000 for 10,000 ha at edge level 16 of up to 36 new words", async () => {
    expectWithin(await survey(10_000, 16, 10), 36, 950_000);
  });

  it("is at most 13,000,000 in all for 1,000,000 ha at edge level 16, whatever the shape", async () => {
    for (const { gas } of await survey(1_000_000, 16, 2)) expect(gas).to.be.at.most(13_000_000);
  });

  /** As many blocks as a segment may have, each in a level-8 cell of its own. */
  const scattered = (): readonly ModelBlock[] => {
    let parent = at8;
    const blocks = range(SEGMENT_BLOCKS).map((index) => {
      parent = cellid.next(parent);
      return block(childAt(childAt(parent, 7), 9), index);
    });
    return blocks.sort((a, b) => (a.cell < b.cell ? -1 : 1));
  };

  it("of the dearest segment's release leaves half of a transaction to spare, whatever it marks", async () => {
    const registry = await deployRegistry();
    const { ground, projects } = registry.contracts;
    const { developer, rival, stranger } = registry.wallet;
    const blocks = scattered();
    expect(Number(await ground.read.MAX_SEGMENT_BLOCKS())).to.equal(SEGMENT_BLOCKS);
    const found: Record<string, number> = {};
    for (const [kind, owner] of [
      ["given up", rival],
      ["earned", developer],
    ] as const) {
      const { projectId } = await registry.register({ owner, edgeLevel: 20 });
      const [root] = await ground.read.groundOf([projectId]);
      found["claim"] = Number((await registry.claim(projectId, blocks, owner)).gasUsed);
      // Others stand behind it in the chain, so that it is not the last.
      const later: Hex[] = [];
      for (const index of range(20)) {
        const other = [block(childAt(at8, kind === "earned" ? index : 255 - index), index)];
        await registry.claim(projectId, other, owner);
        later.push(segmentDigest(other));
      }
      if (kind === "earned") {
        await registry.activate(projectId, owner);
        await registry.post(await registry.draftReport(projectId));
        await registry.networkHelpers.time.increase(methodology.challengeWindow);
      }
      if (kind === "earned") await registry.endProject(projectId, "withdraw", owner);
      else await registry.send(owner, projects, "withdraw", [projectId]);
      const released = await registry.send(stranger, ground, "release", [projectId, root, blocks, later]);
      found[`release of ${kind}`] = Number(released.gasUsed);
    }
    await registry.connection.close();
    console.log(`      ${blocks.length} scattered blocks: ${JSON.stringify(found)}`);
    for (const gas of Object.values(found)) expect(gas).to.be.at.most(16_777_216 / 2);
  });
});
