import { expect } from "chai";
import fc from "fast-check";

import { stateTag } from "../../../api/http/snapshot.ts";
import { openIndexer } from "../../../api/indexer/indexer.ts";
import { auditStore } from "../../../api/store/audit.ts";
import { openStore } from "../../../api/store/open.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { fold } from "../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../oracle/chain/fold/registry.ts";
import { followLogs } from "../../../oracle/chain/read-logs.ts";
import { recordedChain } from "./recorded-chain.ts";
import { recordLife } from "./recorded-life.ts";

/** Deeper than any public chain was reorganised since it had finality. */
const DEEPEST = 64;
/** Reorganisations, one after the other. */
const RUNS = process.env["SIXFOLD_DEEP"] === undefined ? 100 : 10_000;
const MOST_MS = process.env["SIXFOLD_DEEP"] === undefined ? 600_000 : 0;

describe("indexer, reorganised deeply", () => {
  let recorded: Awaited<ReturnType<typeof recordLife>>;
  before(async function () {
    this.timeout(600_000);
    recorded = await recordLife(3);
  });

  const freshFold = async (chain: Chain) => {
    let fresh = emptyRegistry;
    for await (const page of followLogs(chain)) fresh = fold(fresh, page.logs);
    return fresh;
  };

  it("test_L17_rows_equal_the_fold_down_to_depth_64", async function () {
    this.timeout(MOST_MS);
    const { real, history } = recorded;
    expect(history.length).to.be.greaterThan(DEEPEST);

    const { chain, length, reorganise } = recordedChain(real, history);
    const db = await openStore({ folder: undefined });
    reorganise(0, history.map(() => 0)); // prettier-ignore
    let indexer = await openIndexer(chain, db);
    await indexer.catchUp();
    const run = async (depth: number, gaps: readonly number[], restart: boolean): Promise<void> => {
      const before = length();
      reorganise(depth, gaps);
      // However few blocks a branch has, it is the chain once it is longer.
      while (length() <= before) reorganise(0, [0]);
      await indexer.catchUp();
      const fresh = await freshFold(chain);
      expect(indexer.registry()).to.deep.equal(fresh);
      expect(await auditStore(db, fresh)).to.deep.equal([]);
      if (restart) indexer = await openIndexer(chain, db);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: DEEPEST }),
        fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: DEEPEST }),
        fc.boolean(),
        run,
      ),
      { numRuns: RUNS, seed: 17, endOnFailure: true },
    );
    const { forks } = await db.selectFrom("forks").select(({ fn }) => fn.countAll<string>().as("forks")).executeTakeFirstOrThrow(); // prettier-ignore
    expect(Number(forks)).to.be.greaterThan(0.8 * RUNS);
    await db.destroy();
  });

  it("test_L17_a_block_that_is_told_bit_by_bit_is_read_to_its_end, and each bit makes a state of its own", async function () {
    this.timeout(600_000);
    const { real, history } = recorded;
    const { chain, mine, reorganise } = recordedChain(real, history);
    let isWithheld = false;
    /** Leaves the last log of its answer out, as an endpoint does whose index lags behind its blocks. */
    const ask = chain.client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
    const request = async (call: { method: string; params: unknown[] }): Promise<unknown> => {
      const answer = await ask(call);
      return isWithheld && call.method === "eth_getLogs" ? (answer as readonly unknown[]).slice(0, -1) : answer;
    };
    const lagging = { ...chain, client: { ...chain.client, request } } as unknown as Chain;
    const db = await openStore({ folder: undefined });
    const indexer = await openIndexer(lagging, db);
    let inBits = 0;
    for (const logs of history.slice(0, 40)) {
      reorganise(0, [0]);
      isWithheld = logs.length > 1;
      await indexer.catchUp();
      const part = stateTag(indexer.head());
      // The rest is there when the next block is.
      isWithheld = false;
      mine();
      await indexer.catchUp();
      if (logs.length === 1) continue;
      inBits += 1;
      expect(stateTag(indexer.head())).not.to.equal(part);
    }
    expect(inBits).to.be.greaterThan(5);
    // And back into a block that came in bits.
    reorganise(7, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    await indexer.catchUp();
    const fresh = await freshFold(chain);
    expect(indexer.registry()).to.deep.equal(fresh);
    expect(await auditStore(db, fresh)).to.deep.equal([]);
    await db.destroy();
  });
});
