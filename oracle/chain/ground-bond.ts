import { edgeCellCount } from "../core/ground/cover.ts";
import type { Block, EdgeLevel } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

const FINEST_LEVEL = 20;

/**
 * What the bond for blocks is, in wei: blocks and level-20 cells are paid for (GroundRegistry).
 * @throws SixfoldError when the RPC fails.
 */
export const bondRates = async (
  { contracts: { ground } }: Chain,
  edgeLevel: EdgeLevel,
): Promise<(blocks: readonly Block[]) => bigint> => {
  const [perBlock, perCell] = await onChain("bond", () =>
    Promise.all([ground.read.bondPerBlock(), ground.read.bondPerCell()]),
  );
  return (blocks) => {
    const finestCells = edgeCellCount(blocks, edgeLevel) << BigInt(2 * (FINEST_LEVEL - edgeLevel));
    return BigInt(blocks.length) * perBlock + finestCells * perCell;
  };
};
