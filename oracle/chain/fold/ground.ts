import { levelOfCell } from "../../core/ground/s2.ts";
import { stockOf } from "../../core/ground/stock.ts";
import type { Block } from "../../core/ground/types.ts";
import type { Log } from "./log.ts";
import type { Draft } from "./draft.ts";
import { freeBlock, markEarned, takeBlock } from "./ground-words.ts";
import { ignore, inconsistent, known } from "./handlers.ts";
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

const spendBond = (draft: Draft, log: Log, projectId: bigint, amount: bigint): void => {
  const ground = known(log, draft.now().grounds, projectId, "project");
  if (amount > ground.bond) throw inconsistent(log, amount, `no more than the bond of ${ground.bond} wei`);
  draft.put("grounds", projectId, { ...ground, bond: ground.bond - amount });
};

export const groundHandlers: Handlers<"GroundRegistry"> = {
  GroundClaimed: (draft, log) => {
    const { projectId, paid, blocks } = log.args;
    const { project, ground } = lookUp(draft, log, projectId);
    const segments = foldSegment(ground.segments, log);
    draft.put("grounds", projectId, {
      root: rootOf(projectId, segments),
      segments,
      edgeCells: ground.edgeCells + edgeCellsOf(blocks, project.edgeLevel),
      // What was paid too much is returned in the same call.
      bond: ground.bond + paid,
    });
    for (const block of blocks) takeBlock(draft, stockOf(project.pool), block);
  },
  GroundReleased: (draft, log) => {
    const { projectId, blocks } = log.args;
    const { project, ground } = lookUp(draft, log, projectId);
    const segments = foldSegment(ground.segments, log);
    draft.put("grounds", projectId, {
      root: rootOf(projectId, segments),
      segments,
      edgeCells: ground.edgeCells - edgeCellsOf(blocks, project.edgeLevel),
      bond: ground.bond,
    });
    const stock = stockOf(project.pool);
    for (const block of blocks) {
      freeBlock(draft, stock, block);
      if (project.creditedUntil > 0) markEarned(draft, stock, block, project.creditedUntil);
    }
  },
  // The blocks that were claimed tell what was not.
  GroundLeftOut: ignore,
  BondReturned: (draft, log) => {
    const { projectId, account, amount } = log.args;
    spendBond(draft, log, projectId, amount);
    if (amount > 0n) draft.put("bonds", account, (draft.now().bonds.get(account) ?? 0n) + amount);
  },
  BondBurnt: (draft, log) => spendBond(draft, log, log.args.projectId, log.args.amount),
  // Burnt at once; that the draft lives longer is told by the project registry.
  ProlongationPaid: ignore,
  BondWithdrawn: (draft, log) => {
    const { account, amount } = log.args;
    const held = known(log, draft.now().bonds, account, "returned bond");
    if (held !== amount) throw inconsistent(log, amount, `all that was returned, ${held} wei`);
    draft.put("bonds", account, undefined);
  },
};
