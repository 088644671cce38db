import { expect } from "chai";
import { numberToHex, pad } from "viem";

import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { followLogs, readLogs } from "../../../oracle/chain/read-logs.ts";
import type { Cursor, LogPage } from "../../../oracle/chain/read-logs.ts";
import { lastStanding } from "../../../oracle/chain/standing.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { bondReturned, hashOfBlock, serveLogs } from "./log-server.ts";
import type { LogServer, Refusal, ServedLog } from "./log-server.ts";

const HEAD = 25_000;
/** Dense at the beginning, sparse after; several in some blocks; the first and the last block have one. */
const LOGS: readonly ServedLog[] = [
  ...Array.from({ length: 60 }, (_, k) => bondReturned(1 + 7 * k, 0)),
  ...[3, 1, 2].map((logIndex) => bondReturned(9_999, logIndex)).toReversed(),
  bondReturned(10_000, 5),
  bondReturned(10_001, 0),
  bondReturned(17_000, 4, { projectId: 2n }),
  bondReturned(HEAD, 2),
].sort((a, b) => Number(a.blockNumber) - Number(b.blockNumber) || Number(a.logIndex) - Number(b.logIndex));
const amountsOf = (logs: readonly ServedLog[]): readonly bigint[] => logs.map(({ data }) => BigInt(data));

const BONDS = { contract: "GroundRegistry", events: ["BondReturned"] } as const;

const failure = async (promise: Promise<unknown>): Promise<SixfoldError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(SixfoldError);
  return error as SixfoldError;
};

describe("read-logs", () => {
  let server: LogServer;
  let chain: Chain;

  beforeEach(async () => {
    server = await serveLogs(HEAD, LOGS);
    chain = await connect({ deployment: server.deployment });
  });
  afterEach(() => server.close());

  const pagesOf = async (after?: Cursor): Promise<readonly LogPage[]> => {
    const pages: LogPage[] = [];
    for await (const page of followLogs(chain, { after })) pages.push(page);
    return pages;
  };
  const amounts = async (): Promise<readonly unknown[]> =>
    (await readLogs(chain, BONDS)).map(({ args }) => args.amount);

  it("reads all logs in order, and only those asked for", async () => {
    expect(await amounts()).to.deep.equal(amountsOf(LOGS));
    const second = await readLogs(chain, { ...BONDS, args: { projectId: 2n } });
    expect(second).to.have.length(1);
    expect(second[0]).to.deep.include({
      contract: "GroundRegistry",
      eventName: "BondReturned",
      blockNumber: 17_000n,
      blockHash: hashOfBlock(17_000),
      logIndex: 4,
      args: { projectId: 2n, account: "0x0000000000000000000000000000000000005063", amount: 17_000_004n },
    });
    expect(await readLogs(chain, { contract: "GroundRegistry", events: ["GroundClaimed"] })).to.deep.equal([]);
    const upTo = await readLogs(chain, BONDS, { toBlock: 9_999n });
    expect(upTo.map(({ args }) => args.amount)).to.deep.equal(amountsOf(LOGS.slice(0, 63)));
    const mixed = readLogs(chain, {
      contract: "GroundRegistry",
      events: ["BondReturned", "BondWithdrawn"],
      args: { account: "0x0000000000000000000000000000000000005063" },
    });
    expect((await failure(mixed)).code).to.equal("CHAIN_FILTER_MIXED");
    expect((await failure(readLogs(chain, BONDS, { toBlock: 30_000n }))).code).to.equal("CHAIN_BLOCK_MISSING");
  });

  // As endpoints of several kinds say it.
  const refusals: readonly (readonly [string, Refusal, { blocks?: number; results?: number }])[] = [
    ["results", { code: -32005, message: "query returned more than 10000 results" }, { results: 12 }],
    ["a range", { code: -32602, message: "range 10000 exceeds limit of 800" }, { blocks: 800 }],
    [
      "a range, HTTP 413",
      { code: -32614, message: "eth_getLogs is limited to a 1,000 range", status: 413 },
      { blocks: 1_000 },
    ],
    ["a range, HTTP 400", { code: -32000, message: "block range is too wide", status: 400 }, { blocks: 2_000 }],
    ["a response's size", { code: -32603, message: "Log response size exceeded." }, { results: 3 }],
    ["a range, without JSON", { message: "upstream request timeout", status: 503 }, { blocks: 5_000 }],
    ["more than one block", { code: -32000, message: "invalid block range params" }, { blocks: 1 }],
  ];
  for (const [what, refusal, { blocks = Infinity, results = Infinity }] of refusals)
    it(`shrinks the range where an endpoint refuses ${what}: ${refusal.message}`, async function () {
      this.timeout(60_000);
      if (blocks === 1) server.chain.head = 40;
      server.faults.refuse = ({ from, to, results: found }) =>
        to - from + 1 > blocks || found > results ? refusal : undefined;
      const within = LOGS.filter(({ blockNumber }) => Number(blockNumber) <= server.chain.head);
      expect(await amounts()).to.deep.equal(amountsOf(within));
      const answered = server.queries.filter(
        ({ from, to, results: found }) => to - from + 1 <= blocks && found <= results,
      );
      // Every block once, in order, and most questions are answered.
      let next = 1;
      for (const { from, to } of answered) {
        expect(from).to.equal(next);
        next = to + 1;
      }
      expect(next).to.equal(server.chain.head + 1);
      if (blocks !== Infinity && blocks > 1)
        expect(server.queries.length - answered.length).to.be.lessThan(10 + answered.length / 4);
    });

  it("says so when even one block is refused, and does not shrink for what no range cures", async () => {
    server.faults.refuse = () => ({ code: -32000, message: "no logs today" });
    const refused = await failure(readLogs(chain, BONDS));
    expect([refused.failure, refused.value]).to.deep.equal(["infrastructure", "no logs today"]);
    expect(server.queries.at(-1)).to.include({ from: 1, to: 1 });
    for (const status of [401, 403, 429]) {
      server.queries.length = 0;
      server.faults.refuse = () => ({ message: "go away", status });
      expect((await failure(readLogs(chain, BONDS))).failure).to.equal("infrastructure");
      expect(new Set(server.queries.map(({ to }) => to))).to.deep.equal(new Set([10_000]));
    }
    await server.close();
    expect((await failure(readLogs(chain, BONDS))).code).to.equal("CHAIN_RPC_UNREACHABLE");
  });

  it("puts answers in order, takes each log once, and leaves out what a reorganisation took back", async () => {
    const removed = (log: ServedLog): ServedLog => ({ ...log, blockHash: hashOfBlock(1, "gone"), removed: true });
    server.faults.distort = (logs) => [...logs.toReversed(), ...logs.slice(0, 9), ...logs.slice(2, 5).map(removed)];
    expect(await amounts()).to.deep.equal(amountsOf(LOGS));
  });

  it("refuses answers that can not be", async () => {
    const other = pad(numberToHex(0x7777), { size: 20 });
    const distortions: readonly (readonly [string, (log: ServedLog) => readonly unknown[]])[] = [
      ["CHAIN_LOG_MALFORMED", (log) => [{ ...log, blockNumber: numberToHex(99_999) }]],
      ["CHAIN_LOG_MALFORMED", (log) => [{ ...log, blockNumber: null, blockHash: null, logIndex: null }]],
      ["CHAIN_LOG_MALFORMED", (log) => [{ ...log, address: other }]],
      ["CHAIN_LOG_MALFORMED", (log) => [{ ...log, topics: log.topics.slice(1) }]],
      ["CHAIN_LOG_MALFORMED", (log) => [log, { ...log, data: pad("0x05") }]],
      ["CHAIN_LOG_MALFORMED", () => ["a log"]],
      ["CHAIN_LOG_UNKNOWN", (log) => [{ ...log, data: "0x" }]],
      ["CHAIN_LOG_UNKNOWN", (log) => [{ ...log, data: "0x01" }]],
      ["CHAIN_LOG_UNKNOWN", (log) => [{ ...log, topics: [...log.topics, pad("0x01")] }]],
      ["CHAIN_LOG_UNKNOWN", (log) => [{ ...log, topics: log.topics.slice(0, 2) }]],
      ["CHAIN_REORGANISED", (log) => [log, { ...log, logIndex: "0x9", blockHash: hashOfBlock(1, "rival") }]],
    ];
    for (const [code, distort] of distortions) {
      server.faults.distort = (logs) => [...distort(logs[0]!), ...logs.slice(1)];
      const refused = await failure(readLogs(chain, BONDS));
      expect(refused.code, `${distort}`).to.equal(code);
    }
    // An event that no ABI has is seen where all are read.
    server.faults.distort = (logs) => logs.map((log) => ({ ...log, topics: [pad("0x0bad"), ...log.topics.slice(1)] }));
    const unknown = await failure(pagesOf());
    expect([unknown.code, unknown.field]).to.deep.equal(["CHAIN_LOG_UNKNOWN", "block 1, log 0: topics"]);
  });

  it("goes on from any log and from any page", async () => {
    const pages = await pagesOf();
    const logs = pages.flatMap((page) => page.logs);
    expect(logs.map(({ args }) => (args as { amount: bigint }).amount)).to.deep.equal(amountsOf(LOGS));
    expect(pages.at(-1)!.cursor).to.deep.equal({
      blockNumber: BigInt(HEAD),
      blockHash: hashOfBlock(HEAD),
      logIndex: 2,
    });
    for (const [index, { blockNumber, blockHash, logIndex }] of logs.entries()) {
      if (index % 7 !== 0 && index < 58) continue;
      const rest = await pagesOf({ blockNumber, blockHash, logIndex });
      expect(rest.flatMap((page) => page.logs)).to.deep.equal(logs.slice(index + 1));
    }
    for (const [index, { cursor }] of pages.entries())
      expect((await pagesOf(cursor)).flatMap((page) => page.logs)).to.deep.equal(
        pages.slice(index + 1).flatMap((page) => page.logs),
      );
    // The chain goes on in a later block.
    server.chain.head += 3;
    server.chain.logs = [...LOGS, bondReturned(HEAD + 3, 0)];
    const [fresh] = await pagesOf(pages.at(-1)!.cursor);
    expect(fresh!.logs.map(({ blockNumber }) => blockNumber)).to.deep.equal([BigInt(HEAD + 3)]);
  });

  it("test_L17_notices_that_a_cursors_block_was_replaced", async () => {
    const pages = await pagesOf();
    const trail = pages.map(({ cursor }) => cursor);
    const fork = (from: number): void => {
      server.chain.hashOf = (block) => hashOfBlock(block, block >= from ? "rival" : "main");
      server.chain.logs = LOGS.map((log) => ({ ...log, blockHash: server.chain.hashOf(Number(log.blockNumber)) }));
    };
    fork(20_001);
    const noticed = await failure(pagesOf(trail.at(-1)));
    expect([noticed.code, noticed.failure, noticed.field]).to.deep.equal([
      "CHAIN_REORGANISED",
      "infrastructure",
      `block ${HEAD}`,
    ]);
    const common = await lastStanding(chain, trail);
    expect(common?.blockNumber).to.equal(20_000n);
    const [rest] = await pagesOf(common);
    expect(rest!.logs.map(({ blockHash }) => blockHash)).to.deep.equal([hashOfBlock(HEAD, "rival")]);
    // A chain that lost blocks is another chain too.
    server.chain.head = 24_000;
    expect((await failure(pagesOf(trail.at(-1)))).code).to.equal("CHAIN_REORGANISED");
    fork(0);
    expect(await lastStanding(chain, trail)).to.equal(undefined);
  });

  it("notices a reorganisation while it reads, and gives nothing of that page", async () => {
    server.faults.answered = ({ from }) => {
      if (from !== 10_001) return;
      server.chain.hashOf = (block) => hashOfBlock(block, block >= 9_000 ? "rival" : "main");
    };
    const given: bigint[] = [];
    const reading = (async () => {
      for await (const { cursor } of followLogs(chain)) given.push(cursor.blockNumber);
    })();
    expect((await failure(reading)).code).to.equal("CHAIN_REORGANISED");
    expect(given).to.deep.equal([10_000n]);
  });

  it("stops when it is told to, with the reason given", async () => {
    const stop = new AbortController();
    const reason = new RangeError("enough");
    server.faults.answered = () => stop.abort(reason);
    const outcome = await readLogs(chain, BONDS, {}, stop.signal).catch((error: unknown) => error);
    expect(outcome).to.equal(reason);
    expect(server.queries.length).to.be.at.most(2);
    const before = await followLogs(chain, {}, stop.signal)
      .next()
      .catch((error: unknown) => error);
    expect(before).to.equal(reason);
  });
});
