/**
 * A network of its own, as strangers have one: `node test/helpers/network-process.ts`. No account is funded, blocks
 * come by themselves, and what it serves is Ethereum's JSON-RPC alone: nobody outside can move its clock or its money.
 * Lines of JSON on stdin do that: {"pass": seconds} and {"fund": address}; each is answered by a line on stdout.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";

import hre from "hardhat";
import * as z from "zod";

const CHAIN_ID = 4242;
const BLOCK_MS = 250;
const TEN_ETHER = `0x${(10n ** 19n).toString(16)}`;

const server = await hre.network.createServer(
  {
    network: "node",
    override: {
      chainId: CHAIN_ID,
      accounts: [],
      allowBlocksWithSameTimestamp: true,
      mining: { auto: true, interval: BLOCK_MS },
    },
  },
  "127.0.0.1",
  0,
);
const { address, port } = await server.listen();
const inside = `http://${address}:${port}`;

const post = async (body: string): Promise<string> => {
  const headers = { "content-type": "application/json" };
  return (await fetch(inside, { method: "POST", headers, body })).text();
};

const call = async (method: string, params: readonly unknown[]): Promise<void> => {
  const answer = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  if (answer.includes('"error"')) throw new Error(`${method}: ${answer}`);
};

const PUBLIC = /^(eth|net|web3)_/;
const request = z.object({ id: z.unknown(), method: z.string() });

const front = createServer((incoming, outgoing) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { id, method } = request.parse(JSON.parse(body));
    outgoing.setHeader("content-type", "application/json");
    const error = { code: -32601, message: `the method ${method} does not exist` };
    outgoing.end(PUBLIC.test(method) ? await post(body) : JSON.stringify({ jsonrpc: "2.0", id, error }));
  })();
});
await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
console.log(JSON.stringify({ url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, chainId: CHAIN_ID }));

const order = z.union([z.strictObject({ pass: z.number() }), z.strictObject({ fund: z.string() })]);
for await (const line of createInterface({ input: process.stdin })) {
  const asked = order.parse(JSON.parse(line));
  if ("fund" in asked) await call("hardhat_setBalance", [asked.fund, TEN_ETHER]);
  else {
    await call("evm_increaseTime", [asked.pass]);
    await call("evm_mine", []);
  }
  console.log(JSON.stringify(asked));
}
process.exit(0);
