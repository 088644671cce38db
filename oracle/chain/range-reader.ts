import { BaseError, HttpRequestError, RpcRequestError, TimeoutError, isAddressEqual, numberToHex } from "viem";
import type { Address, LogTopic } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { parseRawLogs } from "./decode-log.ts";
import type { RawLog } from "./decode-log.ts";
import { chainError } from "./errors.ts";
import { byPlace } from "./fold/log.ts";
import { reorganised } from "./standing.ts";

/** Which logs are wanted: of these contracts, and with these topics (all, where none are named). */
export type LogFilter = { readonly address: readonly Address[]; readonly topics: readonly LogTopic[] };

/** First and last block, both included. */
export type BlockRange = { readonly from: bigint; readonly to: bigint };

/** Most public endpoints answer this many blocks at once where results are few. */
const MOST_BLOCKS = 10_000n;
/** Answers in a row after which twice as many blocks are tried: limits on results depend on how dense blocks are. */
const ANSWERS_BEFORE_GROWTH = 8;
/** Who is asking, or how often, is refused; a smaller range is no cure. */
const REFUSES_THE_CALLER: readonly number[] = [401, 403, 404, 429];

/**
 * Whether a smaller range may be answered. Endpoints refuse a range with any code and in any words (-32005, -32602,
 * -32614, -32000, HTTP 400, 413, 503, no answer in time), so every refusal counts that is not about the caller.
 */
const mayBeTooMuch = (error: unknown): boolean => {
  if (!(error instanceof BaseError)) return false;
  const cause = error.walk(
    (each) => each instanceof TimeoutError || each instanceof HttpRequestError || each instanceof RpcRequestError,
  );
  if (cause instanceof RpcRequestError) return !REFUSES_THE_CALLER.includes(cause.code);
  if (cause instanceof HttpRequestError)
    return cause.status !== undefined && !REFUSES_THE_CALLER.includes(cause.status);
  return cause instanceof TimeoutError;
};

const malformed = (log: RawLog, rule: string): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_LOG_MALFORMED",
    failure: "infrastructure",
    field: `eth_getLogs: block ${log.blockNumber}, log ${log.logIndex}`,
    value: { address: log.address, topics: log.topics },
    rule,
  });

const requireAsked = (log: RawLog, { address, topics }: LogFilter, { from, to }: BlockRange): void => {
  if (log.blockNumber < from || log.blockNumber > to) throw malformed(log, `a log of blocks ${from} to ${to}`);
  if (!address.some((wanted) => isAddressEqual(wanted, log.address)))
    throw malformed(log, "a log of the contracts asked for");
  const matches = topics.every((wanted, index) => wanted === null || [wanted].flat().includes(log.topics[index]!));
  if (!matches) throw malformed(log, "a log with the topics asked for");
};

const sameContent = (a: RawLog, b: RawLog): boolean =>
  a.address === b.address && a.data === b.data && a.topics.join() === b.topics.join();

/**
 * In order, each once, without those that a reorganisation took back.
 * @throws SixfoldError `CHAIN_REORGANISED` when logs of two rival blocks are among them; `CHAIN_LOG_MALFORMED` when two
 *   logs share a place.
 */
const inOrder = (logs: readonly RawLog[]): readonly RawLog[] => {
  const sorted = logs.filter(({ removed }) => removed !== true).sort(byPlace);
  return sorted.filter((log, index) => {
    const before = sorted[index - 1];
    if (before?.blockNumber !== log.blockNumber) return true;
    if (before.blockHash !== log.blockHash) throw reorganised(before, log.blockHash);
    if (before.logIndex !== log.logIndex) return true;
    if (!sameContent(before, log)) throw malformed(log, "one log at each place");
    return false;
  });
};

/**
 * Reads logs of block ranges, in pages that shrink when the endpoint refuses one, down to a block, and grow again.
 * What it learns of the endpoint's limits it keeps for the next range.
 * @throws from the returned function: SixfoldError when the endpoint is away or refuses a single block;
 *   `CHAIN_LOG_MALFORMED`, `CHAIN_REORGANISED` (both infrastructure) when its answer can not be; the signal's reason
 *   when aborted.
 */
export const rangeReader = (chain: Chain, filter: LogFilter) => {
  let blocks = MOST_BLOCKS;
  let answersInARow = 0;

  /** Undefined when the endpoint refuses the range, and half of it can be asked for instead. */
  const ask = async ({ from, to }: BlockRange, signal?: AbortSignal): Promise<readonly RawLog[] | undefined> => {
    try {
      const answer = await chain.client.request(
        {
          method: "eth_getLogs",
          params: [
            {
              address: [...filter.address],
              topics: [...filter.topics],
              fromBlock: numberToHex(from),
              toBlock: numberToHex(to),
            },
          ],
        },
        signal === undefined ? {} : { signal },
      );
      return parseRawLogs(answer);
    } catch (error) {
      signal?.throwIfAborted();
      if (from < to && mayBeTooMuch(error)) return undefined;
      throw chainError(error, "logs");
    }
  };

  return async ({ from, to }: BlockRange, signal?: AbortSignal): Promise<readonly RawLog[]> => {
    const pages: (readonly RawLog[])[] = [];
    for (let first = from; first <= to;) {
      const last = first + blocks - 1n < to ? first + blocks - 1n : to;
      const page = await ask({ from: first, to: last }, signal);
      if (page === undefined) {
        blocks = (last - first + 1n) / 2n;
        answersInARow = 0;
        continue;
      }
      for (const log of page) requireAsked(log, filter, { from: first, to: last });
      pages.push(page);
      first = last + 1n;
      answersInARow += 1;
      if (answersInARow % ANSWERS_BEFORE_GROWTH === 0 && blocks < MOST_BLOCKS)
        blocks = 2n * blocks < MOST_BLOCKS ? 2n * blocks : MOST_BLOCKS;
    }
    return inOrder(pages.flat());
  };
};
