import { coverBoundary } from "../core/ground/cover.ts";
import { segmentBlocks } from "../core/ground/segment-blocks.ts";
import { subtract } from "../core/ground/subtract.ts";
import type { Block, Boundary, EdgeLevel, LeftOut } from "../core/ground/types.ts";
import { allHeld } from "./all-held.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { findFree } from "./free-ground.ts";
import { bondRates } from "./ground-bond.ts";
import { nameHolders } from "./holders.ts";
import { storageWords } from "./storage-words.ts";

/** Gas of a storage slot that is written for the first time: 20,000 (EIP-2200) and 2,100 for a cold slot (EIP-2929). */
const GAS_OF_A_NEW_SLOT = 22_100n;

/** What a claim would come to as things stand. */
export type ForeseenClaim = {
  readonly blocks: readonly Block[];
  readonly leftOut: readonly LeftOut[];
  /** Transactions that it takes. */
  readonly segments: number;
  readonly bondWei: bigint;
  /** What storing it takes on empty ground, which is the greater part of its gas. */
  readonly storageGas: bigint;
};

/**
 * What claiming a boundary's cover would take and cost, before there is a project that could claim it. Of what closes
 * ground it sees other projects' claims alone: see `findFree`.
 * @param pool as the contracts number it, from 1.
 * @throws SixfoldError `CHAIN_GROUND_CONFLICT` (check) when nothing of it is free; as `findFree` and `nameHolders`
 */
export const foreseeClaim = async (
  chain: Chain,
  { pool, edgeLevel }: { readonly pool: number; readonly edgeLevel: EdgeLevel },
  boundary: Boundary,
): Promise<ForeseenClaim> => {
  const cover = coverBoundary(boundary, edgeLevel);
  const [{ free: blocks }, bondOf, mostBlocks] = await Promise.all([
    findFree(chain, { pool, edgeLevel }, cover),
    bondRates(chain, edgeLevel),
    onChain("segment", () => chain.contracts.ground.read.MAX_SEGMENT_BLOCKS()),
  ]);
  const leftOut = await nameHolders(chain, pool, subtract(cover, blocks, edgeLevel));
  if (blocks.length === 0) throw allHeld(pool, leftOut);
  return {
    blocks,
    leftOut,
    segments: segmentBlocks(blocks, Number(mostBlocks)).length,
    bondWei: bondOf(blocks),
    storageGas: GAS_OF_A_NEW_SLOT * BigInt(storageWords(blocks)),
  };
};
