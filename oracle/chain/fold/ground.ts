import { levelOfCell } from "../../core/ground/s2.ts";
import type { Block } from "../../core/ground/types.ts";
import type { Log } from "./log.ts";
import type { Draft } from "./draft.ts";
import { freeBlock, markEarned, takeBlock } from "./ground-words.ts";
import { inconsistent, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import { foldSegment, rootOf } from "./segments.ts";

const bitCount = (bits: bigint): bigint => BigInt(bits.toString(2).replaceAll("0", "").length);

/** How many cells at the edge level blocks hold: every four levels multiply by 256. */
const edgeCellsOf = (blocks: readonly Block[], edgeLevel: number): bigint =>
  blocks.reduce((sum, { cell, bits }) => sum + (bitCount(bits) << BigInt(2 * (edgeLevel - levelOfCell(cell) - 4))), 0n);

const lookUp = (draft: Draft, log: Log, projectId: bigint) => ({
  project: known(log, draft.now().projects, projectId, "project"),
  ground: known(log, draft.now().grounds, projectId, "project"),
});

export const groundHandlers: Handlers<"GroundRegistry"> = {
  GroundClaimed: (draft, log) => {
    const { projectId, blocks } = log.args;
    const { project, ground } = lookUp(draft, log, projectId);
    const segments = foldSegment(ground.segments, log);
    draft.put("grounds", projectId, {
      root: rootOf(projectId, segments),
      segments,
      edgeCells: ground.edgeCells + edgeCellsOf(blocks, project.edgeLevel),
      bondedBlocks: ground.bondedBlocks + BigInt(blocks.length),
    });
    for (const block of blocks) takeBlock(draft, project.pool, block);
  },
  GroundReleased: (draft, log) => {
    const { projectId, blocks } = log.args;
    const { project, ground } = lookUp(draft, log, projectId);
    const segments = foldSegment(ground.segments, log);
    draft.put("grounds", projectId, {
      root: rootOf(projectId, segments),
      segments,
      edgeCells: ground.edgeCells - edgeCellsOf(blocks, project.edgeLevel),
      // Activation gave the whole bond back.
      bondedBlocks: ground.bondedBlocks === 0n ? 0n : ground.bondedBlocks - BigInt(blocks.length),
    });
    for (const block of blocks) {
      freeBlock(draft, project.pool, block);
      if (project.lastPeriodEnd > 0) markEarned(draft, project.pool, block, project.lastPeriodEnd);
    }
  },
  BondReturned: (draft, { args: { account, amount } }) => {
    if (amount > 0n) draft.put("bonds", account, (draft.now().bonds.get(account) ?? 0n) + amount);
  },
  BondWithdrawn: (draft, log) => {
    const { account, amount } = log.args;
    const held = known(log, draft.now().bonds, account, "returned bond");
    if (held !== amount) throw inconsistent(log, amount, `all that was returned, ${held} wei`);
    draft.put("bonds", account, undefined);
  },
};
