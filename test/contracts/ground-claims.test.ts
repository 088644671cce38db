import { expect } from "chai";
import { network } from "hardhat";
import { s2 } from "s2js";
import { BaseError, ContractFunctionRevertedError, numberToHex, padHex, parseEventLogs } from "viem";
import type { Address } from "viem";

import { segmentDigest } from "../../oracle/core/ground/ground-root.ts";
import { childAt, levelOf, modelRoot, NaiveGround } from "../helpers/ground-model.ts";
import type { ModelBlock } from "../helpers/ground-model.ts";
import { deployRegistries, draftRequest, POOL } from "../helpers/registries.ts";

const { viem, networkHelpers } = await network.create();

/** Mulberry32: a small seeded generator, so that every run tries the same claims. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) % below;
  };
}

/** The custom error that a call reverted with, or undefined. */
async function revertOf(call: Promise<unknown>): Promise<ContractFunctionRevertedError["data"]> {
  try {
    await call;
    return undefined;
  } catch (error) {
    const reverted =
      error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : null;
    if (!(reverted instanceof ContractFunctionRevertedError)) throw error;
    return reverted.data;
  }
}

type Pool = (typeof POOL)[keyof typeof POOL];

describe("claims and releases against a model that knows only S2 containment", () => {
  const CLAIMS = 360;
  const next = generator(20_26);

  // A small world, so that claims collide at every pair of levels: two level-8 cells, three children each.
  const at8 = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 8);
  const roots = [at8, s2.cellid.next(at8)];
  const indices = [0, 127, 255];
  const pick = <T>(items: readonly T[]): T => items[next(items.length)] as T;

  function randomBlock(edgeLevel: number): ModelBlock {
    const level = pick(edgeLevel === 16 ? [8, 12, 12] : [8, 12, 16, 16, 16]);
    let cell = pick(roots);
    for (let at = 8; at < level; at += 4) cell = childAt(cell, pick(indices));
    let bits = 1n << BigInt(pick(indices));
    if (next(3) === 0) bits |= 1n << BigInt(pick(indices));
    if (level === 16) bits |= 1n << BigInt(next(256));
    return { cell, bits };
  }

  function randomSegment(edgeLevel: number): ModelBlock[] {
    const byCell = new Map<bigint, ModelBlock>();
    for (let count = 1 + next(3); count > 0; count--) {
      const block = randomBlock(edgeLevel);
      byCell.set(block.cell, block);
    }
    return [...byCell.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
  }

  it("test_L1_random_claims_and_releases_agree_with_the_model", async () => {
    const { developers, projects, ground } = await deployRegistries(viem);
    const client = await viem.getPublicClient();
    // Biomass and blue carbon are the same carbon: one model for both.
    const carbon = new NaiveGround();
    const models = new Map<Pool, NaiveGround>([
      [POOL.biomass, carbon],
      [POOL.blueCarbon, carbon],
      [POOL.paddyMethane, new NaiveGround()],
    ]);
    const pools = [...models.keys()];
    type Draft = {
      id: bigint;
      pool: Pool;
      edgeLevel: number;
      segments: ModelBlock[][];
      account: Address;
    };
    const drafts: Draft[] = [];
    const seen = { whole: 0, partly: 0, refused: 0, acrossLevels: 0, released: 0, notTheLast: 0 };

    // Each draft is another developer's, since who gave ground up may not claim it again at once.
    async function register(): Promise<void> {
      const account = padHex(numberToHex(0xa0000 + registered), { size: 20 });
      await networkHelpers.impersonateAccount(account);
      await networkHelpers.setBalance(account, 10n ** 21n);
      const draft = {
        id: 1n + BigInt(registered++),
        pool: pick(pools),
        edgeLevel: pick([16, 20]),
        segments: [],
        account,
      };
      await developers.write.admit([String(registered)]);
      await developers.write.assign([1 + registered, account]);
      await projects.write.register([draftRequest(draft.pool, draft.edgeLevel)], { account });
      drafts.push(draft);
    }

    async function check(draft: Draft): Promise<void> {
      const [root, edgeCells, segments] = await ground.read.groundOf([draft.id]);
      expect(root).to.equal(modelRoot(draft.id, draft.segments));
      expect(edgeCells).to.equal(models.get(draft.pool)?.edgeCells(draft.id, draft.edgeLevel));
      expect(segments).to.equal(draft.segments.length);
    }

    async function releaseOne(draft: Draft): Promise<void> {
      const at = next(draft.segments.length);
      const [blocks] = draft.segments.splice(at, 1) as [ModelBlock[]];
      const later = draft.segments.slice(at);
      const before = modelRoot(draft.id, draft.segments.slice(0, at));
      await ground.write.release([draft.id, before, blocks, later.map(segmentDigest)]);
      models.get(draft.pool)?.release(blocks);
      await check(draft);
      seen.released++;
      if (later.length > 0) seen.notTheLast++;
    }

    let registered = 0;
    for (let count = 0; count < 4; count++) await register();

    for (let attempt = 0; attempt < CLAIMS; attempt++) {
      const draft = pick(drafts);
      const { account } = draft;
      const model = models.get(draft.pool) as NaiveGround;
      const blocks = randomSegment(draft.edgeLevel);
      const conflicts = blocks
        .map((block) => ({ cell: block.cell, bits: model.conflict(block) }))
        .filter(({ bits }) => bits !== 0n);
      expect(await ground.read.conflicts([draft.pool, blocks])).to.deep.equal(conflicts);
      expect(await ground.read.leftOut([draft.id, blocks])).to.deep.equal(conflicts);

      const value = await ground.read.bondFor([draft.edgeLevel, blocks]);
      const { taken, leftOut } = model.claimFree(blocks, draft.id);
      const revert = await revertOf(ground.simulate.claim([draft.id, blocks], { value, account }));
      if (taken.length > 0) {
        expect(revert, "something is free").to.equal(undefined);
        const hash = await ground.write.claim([draft.id, blocks], { value, account });
        const { logs } = await client.getTransactionReceipt({ hash });
        const [event] = parseEventLogs({ abi: ground.abi, logs, eventName: "GroundClaimed" });
        const segmentIndex = draft.segments.length;
        expect(event?.args).to.deep.equal({ projectId: draft.id, segmentIndex, paid: value, blocks: taken });
        const [missed] = parseEventLogs({ abi: ground.abi, logs, eventName: "GroundLeftOut" });
        expect(missed?.args).to.deep.equal(
          leftOut.length === 0 ? undefined : { projectId: draft.id, segmentIndex, blocks: leftOut },
        );
        draft.segments.push(taken);
        seen[leftOut.length === 0 ? "whole" : "partly"]++;
        if (leftOut.some(({ cell }) => levelOf(cell) !== levelOf(taken[0]!.cell))) seen.acrossLevels++;
      } else {
        expect(revert?.errorName).to.equal("GroundNothingFree");
        expect(revert?.args).to.deep.equal([draft.id]);
        seen.refused++;
      }
      await check(draft);

      if (attempt % 12 === 11) {
        const [gone] = drafts.splice(next(drafts.length), 1) as [Draft];
        await projects.write.withdraw([gone.id], { account: gone.account });
        while (gone.segments.length > 0) await releaseOne(gone);
        await register();
      }
    }

    // All released: every word must be zero again.
    for (const draft of drafts) {
      await projects.write.withdraw([draft.id], { account: draft.account });
      while (draft.segments.length > 0) await releaseOne(draft);
    }
    const parents = roots.flatMap((root) => [root, ...indices.map((index) => childAt(root, index))]);
    for (const pool of pools) {
      for (const parent of parents) {
        expect(await ground.read.taken([pool, parent])).to.equal(0n);
        expect(await ground.read.touched([pool, parent])).to.equal(0n);
      }
    }
    console.log(`      ${JSON.stringify(seen)}`);
    expect(seen.whole).to.be.greaterThan(30);
    expect(seen.partly).to.be.greaterThan(80);
    expect(seen.refused).to.be.greaterThan(80);
    expect(seen.acrossLevels).to.be.greaterThan(5);
    expect(seen.released).to.be.greaterThan(50);
    expect(seen.notTheLast).to.be.greaterThan(20);
  });
});
