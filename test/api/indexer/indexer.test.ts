import { expect } from "chai";
import fc from "fast-check";

import { openIndexer } from "../../../api/indexer/indexer.ts";
import type { Indexer } from "../../../api/indexer/indexer.ts";
import { auditStore } from "../../../api/store/audit.ts";
import type { Db } from "../../../api/store/schema.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { fold } from "../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../oracle/chain/fold/registry.ts";
import { followLogs } from "../../../oracle/chain/read-logs.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { onEachDatabase } from "../../helpers/stores.ts";
import { ACTIONS, startLife } from "../../oracle/chain/fold/random-life.ts";
import type { ActionName, Choice, Life } from "../../oracle/chain/fold/random-life.ts";

/** A project's whole life, so that whatever comes after finds something to act on. */
const BEGINNING: readonly ActionName[] = [
  "register", "claim", "activate", "post", "issue", "transfer", "retire", "openAlert", "confirmAlert", "settle",
]; // prettier-ignore

const choice: fc.Arbitrary<Choice> = fc.record({ a: fc.nat(), b: fc.nat(), c: fc.nat() });
/** Go so many branches back, and do these on a new one; look at the chain after each or at the end only. */
const branch = fc.record({
  back: fc.nat({ max: 5 }),
  acts: fc.array(fc.tuple(fc.constantFrom(...ACTIONS), choice), { minLength: 1, maxLength: 6 }),
  looks: fc.boolean(),
});

describe("indexer", () => {
  onEachDatabase((openEmpty) => {
    let registry: Registry;
    let chain: Chain;
    let life: Life;
    let db: Db;
    let indexer: Indexer;

    before(async function () {
      this.timeout(120_000);
      registry = await deployRegistry();
      chain = await chainOf(registry);
      life = await startLife(registry);
      for (const name of BEGINNING) await life.act(name, { a: 6, b: 7, c: 9 });
      db = await openEmpty();
      indexer = await openIndexer(chain, db);
    });
    after(() => db?.destroy());

    const freshFold = async () => {
      let state = emptyRegistry;
      for await (const { logs } of followLogs(chain)) state = fold(state, logs);
      return state;
    };

    /** State, rows and logs are what a fresh fold of the whole chain says. */
    const expectInStep = async (): Promise<void> => {
      const fresh = await freshFold();
      expect(indexer.registry()).to.deep.equal(fresh);
      expect(await auditStore(db, fresh)).to.deep.equal([]);
    };

    it("reads all there is, keeps it, and reads nothing twice", async () => {
      expect(await indexer.catchUp()).to.equal(true);
      await expectInStep();
      expect(await indexer.catchUp()).to.equal(false);
      expect(await db.selectFrom("batches").selectAll().execute()).to.have.length(1);
    });

    it("test_L17_rows_equal_the_fold_under_random_reorganisations", async function () {
      this.timeout(600_000);
      const { networkHelpers } = registry;
      const seen = { rollBacks: 0 };
      const run = async (branches: readonly (typeof branch extends fc.Arbitrary<infer T> ? T : never)[]) => {
        const forks = [await networkHelpers.takeSnapshot()];
        for (const { back, acts, looks } of branches) {
          const at = Math.max(0, forks.length - 1 - back);
          await forks[at]!.restore();
          // A snapshot serves once.
          forks.splice(at, forks.length, await networkHelpers.takeSnapshot());
          // Blocks of the new branch have times, and so hashes, of their own.
          await networkHelpers.time.increase(1 + seen.rollBacks++);
          for (const [name, chosen] of acts) {
            await life.act(name, chosen);
            if (looks) await indexer.catchUp();
          }
          forks.push(await networkHelpers.takeSnapshot());
          // However short the new branch, it is the chain once it is longer.
          while ((await registry.client.getBlockNumber()) <= BigInt(indexer.head().block_number))
            await networkHelpers.mine();
          await indexer.catchUp();
          await expectInStep();
        }
      };
      await fc.assert(fc.asyncProperty(fc.array(branch, { minLength: 1, maxLength: 6 }), run), { numRuns: 8, seed: 6 });
      const { count } = await db
        .selectFrom("forks")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .executeTakeFirstOrThrow();
      expect(Number(count)).to.be.greaterThan(5);
    });

    it("goes on from the store after it was killed, and mends rows that are not the fold's", async () => {
      await registry.register();
      const again = await openIndexer(chain, db);
      expect(again.registry()).to.deep.equal(indexer.registry());
      await again.catchUp();
      await db.updateTable("batches").set({ issued_kg: "1" }).execute();
      await db.deleteFrom("projects").execute();
      indexer = await openIndexer(chain, db);
      await indexer.catchUp();
      await expectInStep();
    });

    it("writes nothing beside another process, and keeps out of another deployment's store", async () => {
      const other = await openIndexer(chain, db);
      await registry.register();
      await indexer.catchUp();
      const refused = await other.catchUp().catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(SixfoldError).and.include({ code: "STORE_NOT_ALONE" });
      await expectInStep();
      const elsewhere = await openIndexer({ ...chain, chainId: 1 }, db).catch((error: unknown) => error);
      expect(elsewhere).to.be.instanceOf(SixfoldError).and.include({ code: "STORE_OF_ANOTHER", failure: "usage" });
    });
  });
});
