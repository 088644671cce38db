import { expect } from "chai";

import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

describe("reconciliation", function () {
  this.timeout(600_000);
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api?.close());

  const places = async (): Promise<readonly string[]> => [
    ...api.life.batches.map((id) => `/v1/batches/${id}`),
    ...(await api.json("/v1/retirements")).items.map(({ self }: { self: string }) => self),
  ];

  it("finds every issuance and certificate a second time", async () => {
    await api.caughtUp();
    const all = await places();
    expect(all.length).to.be.greaterThan(4);
    for (const place of all) {
      const { verdict, compared } = await api.json(`${place}/reconciliation`);
      expect(verdict, JSON.stringify(compared)).to.equal("verified");
      expect(compared.length).to.be.greaterThan(5);
    }
    for (const place of ["/v1/batches/7", "/v1/certificates/99"])
      expect((await api.get(`${place}/reconciliation`)).status).to.equal(404);
  });

  it("flags every fact of a row that is not the chain's, and none falsely", async () => {
    const [id] = api.life.batches;
    const batch = () => api.json(`/v1/batches/${id}/reconciliation`);
    const certificate = () => api.json("/v1/certificates/1/reconciliation");
    const differing = async (
      ask: () => Promise<{ verdict: string; compared: { what: string; indexed: string; witnessed: string }[] }>,
    ) => {
      const { verdict, compared } = await ask();
      return [verdict, compared.filter(({ indexed, witnessed }) => indexed !== witnessed).map(({ what }) => what)];
    };
    for (const column of ["buffered_kg", "retired_kg", "cancelled_kg"] as const) {
      const where = () => api.db.updateTable("batches").where("id", "=", `${id}`);
      const { [column]: before } = await api.db
        .selectFrom("batches")
        .selectAll()
        .where("id", "=", `${id}`)
        .executeTakeFirstOrThrow();
      await where()
        .set({ [column]: `${BigInt(before) + 1n}` })
        .execute();
      expect(await differing(batch)).to.deep.equal(["mismatched", [column.replace("_kg", "Kg")]]);
      await where()
        .set({ [column]: before })
        .execute();
      expect(await differing(batch)).to.deep.equal(["verified", []]);
    }
    const row = await api.db.selectFrom("certificates").selectAll().where("id", "=", "1").executeTakeFirstOrThrow();
    const rewrite = (values: object) => api.db.updateTable("certificates").set(values).where("id", "=", "1").execute();
    const forged: readonly (readonly [object, readonly string[]])[] = [
      [{ retiree: row.recipient === row.retiree ? api.registry.contracts.credit.address : row.recipient }, ["retiree"]],
      [{ record: JSON.stringify({ ...row.record, beneficiary: `${row.record.beneficiary}.` }) }, ["beneficiary"]],
      [{ record: JSON.stringify({ ...row.record, purpose: 3 }) }, ["purpose"]],
    ];
    for (const [values, expected] of forged) {
      await rewrite(values);
      expect(await differing(certificate)).to.deep.equal(["mismatched", expected]);
      await rewrite({ retiree: row.retiree, record: JSON.stringify(row.record) });
    }
    expect(await differing(certificate)).to.deep.equal(["verified", []]);
  });

  it("test_L17_is_pending_while_the_chain_has_another_block_than_the_one_that_was_read", async () => {
    const [id] = api.life.batches;
    const { block_hash } = await api.db.selectFrom("head").selectAll().executeTakeFirstOrThrow();
    const rewrite = (hash: string) =>
      api.db
        .updateTable("head")
        .set({ block_hash: hash as `0x${string}` })
        .execute();
    await rewrite(`0x${"ab".repeat(32)}`);
    const { verdict, compared } = await api.json(`/v1/batches/${id}/reconciliation`);
    await rewrite(block_hash);
    expect([verdict, compared]).to.deep.equal(["pending", []]);
  });
});
