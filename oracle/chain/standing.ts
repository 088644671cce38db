import { numberToHex } from "viem";
import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { chainError } from "./errors.ts";
import type { Place } from "./fold/log.ts";

/** One block of the chain as it stands. */
export type BlockRef = Pick<Place, "blockNumber" | "blockHash">;

const findBlock = async (
  { client }: Chain,
  block: bigint | "latest",
  signal?: AbortSignal,
): Promise<BlockRef | undefined> => {
  const name = block === "latest" ? block : numberToHex(block);
  try {
    const found = await client.request(
      { method: "eth_getBlockByNumber", params: [name, false] },
      signal === undefined ? {} : { signal },
    );
    if (found === null || found.hash === null || found.number === null) return undefined;
    return { blockNumber: BigInt(found.number), blockHash: found.hash };
  } catch (error) {
    signal?.throwIfAborted();
    throw chainError(error, "block");
  }
};

/**
 * A block by number, or the newest.
 * @throws SixfoldError `CHAIN_BLOCK_MISSING` (infrastructure) when the endpoint does not have it; the signal's reason.
 */
export const readBlock = async (chain: Chain, block: bigint | "latest", signal?: AbortSignal): Promise<BlockRef> => {
  const found = await findBlock(chain, block, signal);
  if (found !== undefined) return found;
  throw new SixfoldError({
    code: "CHAIN_BLOCK_MISSING",
    failure: "infrastructure",
    field: "block",
    value: block,
    rule: "the RPC endpoint has the block",
  });
};

/** What is said when a block that was read from is no longer part of the chain. */
export const reorganised = ({ blockNumber, blockHash }: BlockRef, served: Hex | undefined): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_REORGANISED",
    failure: "infrastructure",
    field: `block ${blockNumber}`,
    value: served,
    rule: `the block's hash is still ${blockHash}; the chain was reorganised, or the RPC endpoint speaks for several`,
  });

/** Whether it was said that a block is no longer part of the chain. */
export const isReorganised = (error: unknown): boolean =>
  error instanceof SixfoldError && error.code === "CHAIN_REORGANISED";

/** @throws SixfoldError `CHAIN_REORGANISED` (infrastructure) when another block, or none, stands in its place now. */
export const requireStanding = async (chain: Chain, block: BlockRef, signal?: AbortSignal): Promise<void> => {
  const found = await findBlock(chain, block.blockNumber, signal);
  if (found?.blockHash !== block.blockHash) throw reorganised(block, found?.blockHash);
};

/**
 * The newest of these places whose block still stands: where to fold on from after a reorganisation. Undefined when
 * none does, and everything is to be read again.
 * @param trail places in ascending order, such as the cursors of all states that were kept.
 */
export const lastStanding = async <T extends BlockRef>(
  chain: Chain,
  trail: readonly T[],
  signal?: AbortSignal,
): Promise<T | undefined> => {
  // From the end, one by one: reorganisations are shallow.
  for (const block of trail.toReversed()) {
    const found = await findBlock(chain, block.blockNumber, signal);
    if (found?.blockHash === block.blockHash) return block;
  }
  return undefined;
};
