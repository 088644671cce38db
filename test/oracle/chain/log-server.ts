import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import { encodeAbiParameters, encodeEventTopics, keccak256, numberToHex, pad, stringToHex } from "viem";
import type { Address, Hex } from "viem";

import { groundRegistryAbi } from "../../../contracts/abi/index.ts";
import type { Deployment } from "../../../oracle/chain/deployment.ts";
import { ABIS } from "../../../oracle/chain/fold/log.ts";

/** A log as `eth_getLogs` answers it. */
export type ServedLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  blockHash: Hex;
  logIndex: Hex;
  transactionHash: Hex;
  transactionIndex: Hex;
  removed: boolean;
};

/** What an endpoint says instead of an answer. */
export type Refusal = { readonly code?: number; readonly message: string; readonly status?: number };

export type LogQuery = {
  readonly from: number;
  readonly to: number;
  /** How many logs the answer would hold. */
  readonly results: number;
};

/** How an endpoint misbehaves; a test sets what it is about. */
export type Faults = {
  refuse: (query: LogQuery) => Refusal | undefined;
  distort: (logs: readonly ServedLog[], query: LogQuery) => readonly unknown[];
  /** Called after each answer to `eth_getLogs`. */
  answered: (query: LogQuery) => void;
};

const addressAt = (index: number): Address => pad(numberToHex(0x5000 + index), { size: 20 });

const NAMES = Object.keys(ABIS) as readonly (keyof typeof ABIS)[];

export const hashOfBlock = (block: number, branch = "main"): Hex => keccak256(stringToHex(`${branch} ${block}`));

/** A log of bond given back: `amount` tells logs apart. */
export const bondReturned = (
  block: number,
  logIndex: number,
  { projectId = 1n, amount = BigInt(1000 * block + logIndex), branch = "main" } = {},
): ServedLog => ({
  address: addressAt(NAMES.indexOf("GroundRegistry")),
  topics: encodeEventTopics({
    abi: groundRegistryAbi,
    eventName: "BondReturned",
    args: { projectId, account: addressAt(99) },
  }) as Hex[],
  data: encodeAbiParameters([{ type: "uint256" }], [amount]),
  blockNumber: numberToHex(block),
  blockHash: hashOfBlock(block, branch),
  logIndex: numberToHex(logIndex),
  transactionHash: keccak256(stringToHex(`transaction ${block} ${logIndex}`)),
  transactionIndex: "0x0",
  removed: false,
});

const bodyOf = async (request: IncomingMessage): Promise<{ id: number; method: string; params: unknown[] }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string; params: unknown[] };
};

/** A JSON-RPC endpoint over a made-up chain of `head` blocks and these logs, as well or badly behaved as `faults` say. */
export const serveLogs = async (head: number, logs: readonly ServedLog[]) => {
  const chain = { head, logs, hashOf: (block: number): Hex => hashOfBlock(block) };
  const faults: Faults = { refuse: () => undefined, distort: (found) => found, answered: () => undefined };
  const queries: LogQuery[] = [];

  const getLogs = (filter: { fromBlock: Hex; toBlock: Hex; address: Address[]; topics: (Hex | Hex[] | null)[] }) => {
    const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)];
    const found = chain.logs.filter(
      ({ blockNumber, address, topics }) =>
        Number(blockNumber) >= from &&
        Number(blockNumber) <= to &&
        filter.address.some((wanted) => wanted.toLowerCase() === address) &&
        filter.topics.every((wanted, index) => wanted === null || [wanted].flat().includes(topics[index]!)),
    );
    const query = { from, to, results: found.length };
    queries.push(query);
    const refusal = faults.refuse(query);
    return refusal === undefined ? { result: faults.distort(found, query), query } : { refusal, query };
  };
  const getBlock = (name: string) => {
    const number = name === "latest" ? chain.head : Number(name);
    if (number > chain.head) return null;
    return { number: numberToHex(number), hash: chain.hashOf(number) };
  };

  const server = createServer((request, response) => {
    void (async () => {
      const { id, method, params } = await bodyOf(request);
      const reply = (body: object, status = 200): void => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
      };
      if (method === "eth_chainId") return reply({ result: "0x1" });
      if (method === "eth_getCode") return reply({ result: "0x60" });
      if (method === "eth_getBlockByNumber") return reply({ result: getBlock(params[0] as string) });
      const { result, refusal, query } = getLogs(params[0] as never);
      if (refusal === undefined) reply({ result });
      else if (refusal.code === undefined) {
        response.writeHead(refusal.status ?? 500);
        response.end(refusal.message);
      } else reply({ error: { code: refusal.code, message: refusal.message } }, refusal.status);
      return faults.answered(query);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const deployment: Deployment = {
    chainId: 1,
    rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployBlock: 1,
    contracts: Object.fromEntries(NAMES.map((name, index) => [name, addressAt(index)])) as Deployment["contracts"],
  };
  return {
    deployment,
    chain,
    faults,
    queries,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type LogServer = Awaited<ReturnType<typeof serveLogs>>;
