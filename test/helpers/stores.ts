import { openStore } from "../../api/store/open.ts";
import type { Db } from "../../api/store/schema.ts";
import { postgresServer, startPostgres } from "./postgres.ts";
import { skipWithout } from "./skip-without.ts";

/** How a test gets an empty store. */
export type OpenEmpty = () => Promise<Db>;

/** Runs a suite on each database that a store can be kept in. */
export const onEachDatabase = (suite: (openEmpty: OpenEmpty) => void): void => {
  describe("on PGlite", () => suite(() => openStore({ folder: undefined })));
  describe("on PostgreSQL", () => {
    let server: ReturnType<typeof startPostgres> | undefined;
    before(function () {
      this.timeout(60_000);
      skipWithout(this, postgresServer);
      server = startPostgres();
    });
    after(() => server?.stop());
    let count = 0;
    suite(async () => {
      // Each store is a schema of its own, so that tests begin empty.
      const { Client } = (await import("pg")).default;
      const client = new Client({ connectionString: server!.url });
      await client.connect();
      const schema = `store_${++count}`;
      await client.query(`create schema ${schema}`);
      await client.end();
      return openStore({ url: `${server!.url}&options=-c%20search_path%3D${schema}` });
    });
  });
};
