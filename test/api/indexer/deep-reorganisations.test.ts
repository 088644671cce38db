import { expect } from "chai";
import fc from "fast-check";
import { numberToHex } from "viem";

import { openIndexer } from "../../../api/indexer/indexer.ts";
import { auditStore } from "../../../api/store/audit.ts";
import { openStore } from "../../../api/store/open.ts";
import { fold } from "../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../oracle/chain/fold/registry.ts";
import { followLogs } from "../../../oracle/chain/read-logs.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import { ACTIONS, startLife } from "../../oracle/chain/fold/random-life.ts";
import { recordedChain } from "./recorded-chain.ts";
import type { RawLog } from "./recorded-chain.ts";

/** Deeper than any public chain was reorganised since it had finality. */
const DEEPEST = 64;

describe("indexer, reorganised deeply", () => {
  it("test_L17_rows_equal_the_fold_down_to_depth_64", async function () {
    this.timeout(600_000);
    const registry = await deployRegistry();
    const real = await chainOf(registry);
    const life = await startLife(registry);
    const choices = fc.sample(fc.record({ a: fc.nat(), b: fc.nat(), c: fc.nat() }), {
      numRuns: 3 * ACTIONS.length,
      seed: 4,
    });
    for (const [index, choice] of choices.entries()) await life.act(ACTIONS[index % ACTIONS.length]!, choice);
    const address = Object.values(real.deployment.contracts);
    const logs = (await real.client.request({
      method: "eth_getLogs",
      params: [{ address, fromBlock: numberToHex(0), toBlock: "latest" }],
    })) as unknown as readonly RawLog[];
    const history = [...new Set(logs.map(({ blockNumber }) => blockNumber))].map((number) =>
      logs.filter(({ blockNumber }) => blockNumber === number),
    );
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
      let fresh = emptyRegistry;
      for await (const page of followLogs(chain)) fresh = fold(fresh, page.logs);
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
      { numRuns: 40, seed: 17, endOnFailure: true },
    );
    const { forks } = await db.selectFrom("forks").select(({ fn }) => fn.countAll<string>().as("forks")).executeTakeFirstOrThrow(); // prettier-ignore
    expect(Number(forks)).to.be.greaterThan(35);
    await db.destroy();
  });
});
