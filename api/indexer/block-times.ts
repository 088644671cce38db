import type { Chain } from "../../oracle/chain/connect.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { reorganised } from "../../oracle/chain/standing.ts";
import type { BlockRef } from "../../oracle/chain/standing.ts";
import type { Log } from "../../oracle/chain/fold/log.ts";

/** Blocks asked for at once. */
const AT_ONCE = 16;

/** Blocks that hold logs, with their time in Unix seconds. */
export type TimedBlock = BlockRef & { readonly timestamp: bigint };

/**
 * The blocks of some logs, each once, with their times.
 * @throws SixfoldError `CHAIN_REORGANISED` (infrastructure) when a block is not the one that the logs are of.
 */
export const blocksOf = async (chain: Chain, logs: readonly Log[]): Promise<readonly TimedBlock[]> => {
  const blocks = [...new Map(logs.map((log) => [log.blockNumber, log])).values()];
  const timed: TimedBlock[] = [];
  for (let at = 0; at < blocks.length; at += AT_ONCE)
    timed.push(
      ...(await Promise.all(
        blocks.slice(at, at + AT_ONCE).map(async ({ blockNumber, blockHash }) => {
          const { hash, timestamp } = await onChain("block", () => chain.client.getBlock({ blockNumber }));
          if (hash !== blockHash) throw reorganised({ blockNumber, blockHash }, hash);
          return { blockNumber, blockHash, timestamp };
        }),
      )),
    );
  return timed;
};

/** The newest block that the chain calls final; undefined where the endpoint does not say. */
export const finalizedBlock = async ({ client }: Chain): Promise<bigint | undefined> =>
  client.getBlock({ blockTag: "finalized" }).then(
    ({ number }) => number,
    () => undefined,
  );
