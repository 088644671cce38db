import { encodeEventTopics } from "viem";
import type { Abi, ContractEventArgs, Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { logDecoder } from "./decode-log.ts";
import { ABIS, byPlace } from "./fold/log.ts";
import type { ContractName, EventName, Log, LogOf, Place } from "./fold/log.ts";
import { rangeReader } from "./range-reader.ts";
import type { LogFilter } from "./range-reader.ts";
import { readBlock, reorganised, requireStanding } from "./standing.ts";

/** Events of one contract, and the indexed arguments that they all have and that are to be as given. */
export type EventFilter<C extends ContractName, E extends EventName<C>> = {
  readonly contract: C;
  readonly events: readonly E[];
  readonly args?: ContractEventArgs<(typeof ABIS)[C], E>;
};

const encodeFilter = (
  { deployment }: Chain,
  { contract, events, args }: EventFilter<ContractName, never>,
): LogFilter => {
  const abi: Abi = ABIS[contract];
  const encoded = events.map((eventName) => encodeEventTopics({ abi, eventName, args: args ?? {} }));
  const [, ...indexed] = encoded[0] ?? [];
  if (encoded.length === 0 || encoded.some(([, ...others]) => JSON.stringify(others) !== JSON.stringify(indexed)))
    throw new SixfoldError({
      code: "CHAIN_FILTER_MIXED",
      failure: "usage",
      field: "events",
      value: events,
      rule: "one or more events that have the filter's arguments in the same places",
    });
  return {
    address: [deployment.contracts[contract]],
    topics: [encoded.map(([selector]) => selector as Hex), ...indexed],
  };
};

/**
 * Logs of some events of one contract since the deployment, oldest first. The endpoint filters, so that a look at one
 * project or report does not read the registry's whole history.
 * @param toBlock last block to read; the newest where not given.
 * @throws SixfoldError as `rangeReader`; `CHAIN_LOG_UNKNOWN` (check) for a log that does not decode,
 *   `CHAIN_REORGANISED` (infrastructure) when the last block was replaced while it was read; the signal's reason when
 *   aborted.
 */
export const readLogs = async <C extends ContractName, E extends EventName<C>>(
  chain: Chain,
  filter: EventFilter<C, E>,
  { toBlock = "latest" }: { readonly toBlock?: bigint | "latest" } = {},
  signal?: AbortSignal,
): Promise<readonly LogOf<C, E>[]> => {
  const read = rangeReader(chain, encodeFilter(chain, filter as unknown as EventFilter<ContractName, never>));
  const end = await readBlock(chain, toBlock, signal);
  const logs = await read({ from: BigInt(chain.deployment.deployBlock), to: end.blockNumber }, signal);
  await requireStanding(chain, end, signal);
  return logs.map(logDecoder(chain.deployment)) as unknown as readonly LogOf<C, E>[];
};

/**
 * How far logs were read: up to and with this index in this block. Any log is a cursor behind itself; index -1 is
 * before the block's first.
 */
export type Cursor = Place;

/** Logs that follow one another, and where to go on from once they are dealt with. */
export type LogPage = { readonly logs: readonly Log[]; readonly cursor: Cursor };

/** Blocks of a page. Each costs two or three requests for block hashes beside the logs. */
const BLOCKS_PER_PAGE = 10_000n;

/**
 * Every log of every contract of the deployment, in order, page by page up to the newest block (or `toBlock`).
 *
 * Each page is read from one chain that still holds the block of the cursor before it. If that block was replaced,
 * before or while reading, `CHAIN_REORGANISED` is thrown and nothing of the page is given: find the last cursor that
 * stands with `lastStanding`, go back to the state that was kept for it, and read on from there. A hash is all a
 * cursor knows of its past, so only who kept earlier ones can tell where two chains part.
 *
 * An endpoint that silently leaves logs out is not noticed here but by what the logs must add up to: see `fold`.
 * @param after where reading stopped; the deployment's first block where not given.
 * @throws as `readLogs`.
 */
export async function* followLogs(
  chain: Chain,
  { after, toBlock = "latest" }: { readonly after?: Cursor | undefined; readonly toBlock?: bigint | "latest" } = {},
  signal?: AbortSignal,
): AsyncGenerator<LogPage, void, undefined> {
  const read = rangeReader(chain, { address: Object.values(chain.deployment.contracts), topics: [] });
  const decode = logDecoder(chain.deployment);
  if (after !== undefined) await requireStanding(chain, after, signal);
  const end = await readBlock(chain, toBlock, signal);
  let cursor = after;
  let from = after?.blockNumber ?? BigInt(chain.deployment.deployBlock);
  while (from <= end.blockNumber) {
    const to = from + BLOCKS_PER_PAGE - 1n;
    const last = to < end.blockNumber ? await readBlock(chain, to, signal) : end;
    const found = await read({ from, to: last.blockNumber }, signal);
    const inLast = found.findLast(({ blockNumber }) => blockNumber === last.blockNumber);
    if (inLast !== undefined && inLast.blockHash !== last.blockHash) throw reorganised(last, inLast.blockHash);
    await requireStanding(chain, last, signal);
    if (cursor !== undefined) await requireStanding(chain, cursor, signal);
    const before = cursor;
    const logs = found.filter((log) => before === undefined || byPlace(log, before) > 0).map(decode);
    cursor = { ...last, logIndex: inLast?.logIndex ?? -1 };
    yield { logs, cursor };
    from = last.blockNumber + 1n;
  }
}
