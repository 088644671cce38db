import { expect } from "chai";
import { sql } from "kysely";

import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

describe("api/store/in-one", function () {
  this.timeout(180_000);
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api?.close());

  const until = async (status: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const health = await api.json("/healthz");
      if (health.status === status) return health;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it("says that a store is full, answers what it has, and goes on once there is room", async () => {
    const before = await api.json("/v1/projects");
    // What PostgreSQL raises where a file can not grow.
    await sql`create function no_room() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '53100'; end $$`.execute(api.db);
    await sql`create trigger full_store before insert on logs execute function no_room()`.execute(api.db);
    await api.registry.register();
    expect((await until("behind"))["fault"]).to.equal("STORE_FULL");
    expect(await api.json("/v1/projects")).to.deep.equal(before);
    await sql`drop trigger full_store on logs`.execute(api.db);
    await until("ok");
    expect((await api.json("/v1/projects")).items.length).to.equal(before.items.length + 1);
    expect(api.unexpected).to.deep.equal([]);
  });
});
