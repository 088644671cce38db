import { expect } from "chai";
import { network } from "hardhat";
import { s2 } from "s2js";
import { BaseError, ContractFunctionRevertedError, parseEventLogs } from "viem";

import { childAt, childrenOf, levelOf, modelRoot, NaiveGround, overlapsItself } from "../helpers/ground-model.ts";
import type { ModelBlock } from "../helpers/ground-model.ts";
import { BOND_PER_BLOCK, deployRegistries, draftRequest, POOL } from "../helpers/registries.ts";

const { viem } = await network.create();

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
    const { projects, ground } = await deployRegistries(viem);
    const client = await viem.getPublicClient();
    const pools = [POOL.biomass, POOL.paddyMethane];
    const models = new Map<number, NaiveGround>(pools.map((pool) => [pool, new NaiveGround()]));
    type Draft = { id: bigint; pool: number; edgeLevel: number; segments: ModelBlock[][] };
    const drafts: Draft[] = [];
    const seen = { accepted: 0, refused: 0, acrossLevels: 0, released: 0 };

    async function register(): Promise<void> {
      const draft = { id: 1n + BigInt(registered++), pool: pick(pools), edgeLevel: pick([16, 20]), segments: [] };
      await projects.write.register([draftRequest(draft.pool, draft.edgeLevel)]);
      drafts.push(draft);
    }

    async function check(draft: Draft): Promise<void> {
      const [root, edgeCells, segments] = await ground.read.groundOf([draft.id]);
      expect(root).to.equal(modelRoot(draft.id, draft.segments));
      expect(edgeCells).to.equal(models.get(draft.pool)?.edgeCells(draft.id, draft.edgeLevel));
      expect(segments).to.equal(draft.segments.length);
    }

    let registered = 0;
    for (let count = 0; count < 4; count++) await register();

    for (let attempt = 0; attempt < CLAIMS; attempt++) {
      const draft = pick(drafts);
      const model = models.get(draft.pool) as NaiveGround;
      const blocks = randomSegment(draft.edgeLevel);
      const conflicts = blocks
        .map((block) => ({ cell: block.cell, bits: model.conflict(block) }))
        .filter(({ bits }) => bits !== 0n);
      expect(await ground.read.conflicts([draft.pool, blocks])).to.deep.equal(conflicts);

      const value = BOND_PER_BLOCK * BigInt(blocks.length);
      const revert = await revertOf(ground.simulate.claim([draft.id, blocks], { value }));
      if (conflicts.length === 0 && !overlapsItself(blocks)) {
        expect(revert, "no ground is claimed").to.equal(undefined);
        const hash = await ground.write.claim([draft.id, blocks], { value });
        const { logs } = await client.getTransactionReceipt({ hash });
        const [event] = parseEventLogs({ abi: ground.abi, logs, eventName: "GroundClaimed" });
        expect(event?.args).to.deep.equal({ projectId: draft.id, segmentIndex: draft.segments.length, blocks });
        model.claim(blocks, draft.id);
        draft.segments.push(blocks);
        seen.accepted++;
      } else {
        expect(revert?.errorName).to.equal("GroundConflict");
        const [pool, cell, overlap] = revert?.args as [number, bigint, bigint];
        expect(pool).to.equal(draft.pool);
        // What the error names is claimed, by others or by the rest of this claim.
        const everything = new NaiveGround();
        for (const [claimed, owner] of model.claimed) everything.claimed.set(claimed, owner);
        const others = blocks.filter((block) => block.cell !== cell);
        everything.claim(others, draft.id);
        expect(everything.conflict({ cell, bits: overlap })).to.equal(overlap);
        expect(childrenOf({ cell, bits: overlap })).to.not.be.empty;
        if (blocks.every((block) => levelOf(block.cell) !== levelOf(cell))) seen.acrossLevels++;
        seen.refused++;
      }
      await check(draft);

      if (attempt % 12 === 11) {
        const [gone] = drafts.splice(next(drafts.length), 1) as [Draft];
        await projects.write.withdraw([gone.id]);
        while (gone.segments.length > 0) {
          const last = gone.segments.pop() as ModelBlock[];
          await ground.write.release([gone.id, modelRoot(gone.id, gone.segments), last]);
          models.get(gone.pool)?.release(last);
          await check(gone);
          seen.released++;
        }
        await register();
      }
    }

    // All released: every word must be zero again.
    for (const draft of drafts) {
      await projects.write.withdraw([draft.id]);
      while (draft.segments.length > 0) {
        const last = draft.segments.pop() as ModelBlock[];
        await ground.write.release([draft.id, modelRoot(draft.id, draft.segments), last]);
      }
    }
    const parents = roots.flatMap((root) => [root, ...indices.map((index) => childAt(root, index))]);
    for (const pool of pools) {
      for (const parent of parents) {
        expect(await ground.read.taken([pool, parent])).to.equal(0n);
        expect(await ground.read.touched([pool, parent])).to.equal(0n);
      }
    }
    console.log(`      ${JSON.stringify(seen)}`);
    expect(seen.accepted).to.be.greaterThan(80);
    expect(seen.refused).to.be.greaterThan(80);
    expect(seen.acrossLevels).to.be.greaterThan(5);
    expect(seen.released).to.be.greaterThan(50);
  });
});
