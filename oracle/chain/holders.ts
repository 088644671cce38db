import { overlap } from "../core/ground/overlap.ts";
import { stockOf } from "../core/ground/stock.ts";
import type { Block, LeftOut } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import type { Segment } from "./fold/registry.ts";
import { foldSegment } from "./fold/segments.ts";
import { readLogs } from "./read-logs.ts";

/**
 * Says of each block which projects of the same carbon hold ground in it, out of the chain's logs.
 * @throws SixfoldError as `readLogs`; `CHAIN_LOGS_INCONSISTENT` (check) when logs were left out.
 */
export const nameHolders = async (
  chain: Chain,
  pool: number,
  blocks: readonly Block[],
): Promise<readonly LeftOut[]> => {
  if (blocks.length === 0) return [];
  const [registered, moved] = await Promise.all([
    readLogs(chain, { contract: "ProjectRegistry", events: ["ProjectRegistered"] }),
    readLogs(chain, { contract: "GroundRegistry", events: ["GroundClaimed", "GroundReleased"] }),
  ]);
  const stock = stockOf(pool);
  const rivals = new Set(
    registered.filter(({ args }) => stockOf(args.pool) === stock).map(({ args }) => args.projectId),
  );
  const held = new Map<bigint, readonly Segment[]>();
  for (const log of moved) {
    const { projectId } = log.args;
    if (rivals.has(projectId)) held.set(projectId, foldSegment(held.get(projectId) ?? [], log));
  }
  const holders = new Map<bigint, bigint[]>(blocks.map(({ cell }) => [cell, []]));
  for (const [projectId, segments] of [...held].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const { cell } of overlap(
      blocks,
      segments.flatMap((segment) => segment.blocks),
    ))
      holders.get(cell)!.push(projectId);
  return blocks.map((block) => ({ ...block, heldBy: holders.get(block.cell)! }));
};
