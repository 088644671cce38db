import type { Abi, Address, Hex } from "viem";

import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

/** Public endpoints answer at most about this many blocks at once. */
const BLOCKS_PER_REQUEST = 10_000n;

export type EventLog = {
  readonly eventName: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly blockNumber: bigint;
  readonly logIndex: number;
  readonly transactionHash: Hex;
};

/**
 * Logs of one event since the deployment, oldest first.
 * @param args values of indexed arguments to filter by.
 */
export const readLogs = async (
  chain: Chain,
  {
    address,
    abi,
    eventName,
    args,
  }: {
    readonly address: Address;
    readonly abi: Abi;
    readonly eventName: string;
    readonly args: Readonly<Record<string, unknown>>;
  },
): Promise<readonly EventLog[]> =>
  onChain(eventName, async () => {
    const head = await chain.client.getBlockNumber();
    const logs: EventLog[] = [];
    for (let from = BigInt(chain.deployment.deployBlock); from <= head; from += BLOCKS_PER_REQUEST) {
      const last = from + BLOCKS_PER_REQUEST - 1n;
      const found = await chain.client.getContractEvents({
        address,
        abi,
        eventName,
        args,
        strict: true,
        fromBlock: from,
        toBlock: last < head ? last : head,
      });
      for (const log of found)
        logs.push({
          eventName: log.eventName,
          args: log.args as Readonly<Record<string, unknown>>,
          blockNumber: log.blockNumber,
          logIndex: log.logIndex,
          transactionHash: log.transactionHash,
        });
    }
    return logs;
  });
