import { keccak256, numberToHex, stringToHex } from "viem";
import type { Hex } from "viem";

import type { Chain } from "../../../oracle/chain/connect.ts";

/** A log as `eth_getLogs` answers it. */
export type RawLog = { readonly blockNumber: Hex; readonly blockHash: Hex; readonly [field: string]: unknown };

/** Blocks of a branch: a number for what tells it from rivals, and the logs it holds. */
type Block = { readonly hash: Hex; readonly logs: readonly RawLog[] };

/**
 * A chain that tells a recorded history block by block, and can be reorganised at once: a branch tells the rest of the
 * history in blocks with other numbers and hashes, some of them empty.
 */
export const recordedChain = (base: Chain, history: readonly (readonly RawLog[])[]) => {
  let blocks: Block[] = [];
  let count = 0;

  const told = (): number => blocks.filter(({ logs }) => logs.length > 0).length;

  const add = (logs: readonly RawLog[]): void => {
    const hash = keccak256(stringToHex(`block ${count++}`));
    const blockNumber = numberToHex(blocks.length);
    blocks.push({ hash, logs: logs.map((log) => ({ ...log, blockNumber, blockHash: hash })) });
  };

  const blockAt = (name: string) => {
    const number = name === "latest" || name === "finalized" ? blocks.length - 1 : Number(name);
    const block = blocks[number];
    return block === undefined
      ? null
      : { number: numberToHex(number), hash: block.hash, timestamp: numberToHex(number) };
  };

  const request = ({ method, params }: { method: string; params: readonly unknown[] }): Promise<unknown> => {
    if (method === "eth_getBlockByNumber") return Promise.resolve(blockAt(params[0] as string));
    const { fromBlock, toBlock } = params[0] as { fromBlock: Hex; toBlock: Hex };
    return Promise.resolve(blocks.slice(Number(fromBlock), Number(toBlock) + 1).flatMap(({ logs }) => logs));
  };
  const getBlock = ({ blockNumber = BigInt(blocks.length - 1) }: { blockNumber?: bigint }) => {
    const block = blocks[Number(blockNumber)]!;
    return Promise.resolve({ number: blockNumber, hash: block.hash, timestamp: blockNumber });
  };

  return {
    chain: { ...base, client: { request, getBlock } } as unknown as Chain,
    length: () => blocks.length,
    /** A block without logs. */
    mine: () => add([]),
    /** Drops so many blocks with logs, and what follows them; then tells on, with so many empty blocks before each. */
    reorganise: (depth: number, gaps: readonly number[]): void => {
      const full = blocks.flatMap((block, index) => (block.logs.length > 0 ? [index] : []));
      if (depth > 0) blocks = blocks.slice(0, full.at(-depth) ?? 0);
      for (const gap of gaps) {
        for (let empty = 0; empty < gap; empty++) add([]);
        const next = history[told()];
        add(next ?? []);
      }
    },
  };
};
