import { expect } from "chai";

import { csvRecords } from "../../../oracle/core/services/common/csv.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";
import { onEachDatabase } from "../../helpers/stores.ts";

describe("resources, beside what the contracts say", () => {
  onEachDatabase((openEmpty) => {
    let api: Api;
    before(async function () {
      this.timeout(120_000);
      api = await startApi({ db: await openEmpty() });
      // A beneficiary that a spreadsheet would run.
      const { registry } = api;
      const [batchId] = api.life.batches;
      const buyer = registry.wallet.buyer.account.address;
      const words = { purpose: 0, recipient: buyer, beneficiary: '=HYPERLINK("http://x")', message: "" };
      for (const wallet of [
        registry.wallet.developer,
        registry.wallet.rival,
        registry.wallet.buyer,
        registry.wallet.stranger,
      ]) {
        const balance = await registry.contracts.credit.read.balanceOf([wallet.account.address, batchId!]);
        if (balance < 3n) continue;
        await registry.send(wallet, registry.contracts.credit, "retire", [batchId, 3n, words]);
        break;
      }
      await api.caughtUp();
    });
    after(() => api?.close());

    it("projects are what the registry of projects says", async () => {
      const { items } = await api.json("/v1/projects");
      const { projects, ground } = api.registry.contracts;
      expect(items).to.have.length(Number(await projects.read.count()));
      for (const item of items) {
        const said = await projects.read.get([BigInt(item.id)]);
        const [root, edgeCells] = await ground.read.groundOf([BigInt(item.id)]);
        expect(item).to.deep.include({
          status: ["", "draft", "active", "completed", "withdrawn"][said.status],
          owner: said.owner,
          methodologyId: said.methodologyId,
          boundaryDigest: said.boundary,
          areaM2: `${said.areaM2}`,
        });
        expect(item.ground).to.deep.include({ root, edgeCells: `${edgeCells}` });
        expect((await api.json(item.self)).owner).to.equal(said.owner);
      }
      const drafts = await api.json("/v1/projects?status=draft");
      expect(drafts.items.map((item: { status: string }) => item.status)).to.deep.equal(["draft", "draft"]);
    });

    it("test_L6_supply_adds_up_as_the_contract_says", async () => {
      const { credit, bufferPool } = api.registry.contracts;
      const supply = await api.json("/v1/supply");
      const said = await Promise.all(api.life.batches.map((id) => credit.read.batch([id])));
      const sum = (amount: "issuedKg" | "bufferedKg" | "retiredKg" | "cancelledKg"): string =>
        `${said.reduce((total, batch) => total + batch[amount], 0n)}`;
      expect(supply).to.deep.include({
        issuedKg: sum("issuedKg"),
        bufferedKg: sum("bufferedKg"),
        retiredKg: sum("retiredKg"),
        cancelledKg: sum("cancelledKg"),
        heldByBufferKg: sum("bufferedKg"),
        addsUp: true,
        bufferPool: bufferPool.address,
      });
      expect(BigInt(supply.cancelledKg) > 0n && BigInt(supply.retiredKg) > 0n).to.equal(true);
      expect(BigInt(supply.issuedKg)).to.equal(
        ["circulatingKg", "bufferedKg", "retiredKg", "cancelledKg"].reduce(
          (total, name) => total + BigInt(supply[name]),
          0n,
        ),
      );
      // A row that is not the fold's is seen.
      const [id] = api.life.batches;
      await api.db.updateTable("balances").set({ kg: "1" }).where("batch_id", "=", `${id}`).execute();
      // In a state that nothing was asked of yet: what a state was answered is kept.
      await api.registry.register();
      await api.caughtUp();
      const forged = await api.json("/v1/supply");
      expect(forged).to.deep.include({ addsUp: false, batchesThatDoNot: [`${id}`] });
      const { openIndexer } = await import("../../../api/indexer/indexer.ts");
      await openIndexer(api.chain, api.db);
      await api.registry.register();
      await api.caughtUp();
      expect((await api.json("/v1/supply")).addsUp).to.equal(true);
    });

    it("test_L7_every_spent_kilogram_has_one_end", async () => {
      const retired = (await api.json("/v1/registers/retired?limit=200")).items;
      const cancelled = (await api.json("/v1/registers/cancelled?limit=200")).items;
      for (const { id, serials, issuedKg } of (await api.json("/v1/batches")).items) {
        const spans = [...retired, ...cancelled]
          .filter(({ batch }) => batch === id)
          .map(({ serialFirst, serialLast }) => [BigInt(serialFirst), BigInt(serialLast)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
        let next = 0n;
        for (const [first, last] of spans) {
          expect(first).to.equal(next);
          next = last + 1n;
        }
        expect(`${next}`).to.equal(serials.nextSpent);
        for (const [first, last] of spans)
          for (const serial of [first, last]) {
            const kilogram = await api.json(`/v1/batches/${id}/serials/${serial}`);
            const lot = retired.find(
              (each: { batch: string; serialFirst: string; serialLast: string }) =>
                each.batch === id && BigInt(each.serialFirst) <= serial && serial <= BigInt(each.serialLast),
            );
            expect([kilogram.fate, kilogram.certificateId]).to.deep.equal(
              lot === undefined ? ["cancelled", null] : ["retired", lot.certificate],
            );
            const steps = kilogram.steps.map(({ what }: { what: string }) => what);
            expect(steps.filter((what: string) => !/^(challenge|design|ground)/.test(what))).to.deep.equal([
              "registered",
              "activated",
              "reported",
              "issued",
              kilogram.fate,
            ]);
            expect(steps.slice(0, steps.indexOf("activated"))).to.include.members([
              "design committed",
              "ground claimed",
            ]);
            const blocks = kilogram.steps.map(({ block }: { block: string }) => Number(block));
            expect(blocks).to.deep.equal(blocks.toSorted((a: number, b: number) => a - b));
          }
        const unspent = await api.json(`/v1/batches/${id}/serials/${BigInt(issuedKg) - 1n}`);
        expect(unspent.fate).to.equal("not spent");
        expect((await api.get(`/v1/batches/${id}/serials/${issuedKg}`)).status).to.equal(404);
      }
    });

    it("a certificate is what its contract records, with its picture and today's condition", async () => {
      const { certificates } = api.registry.contracts;
      const count = Number(await certificates.read.count());
      expect(count).to.be.greaterThan(2);
      for (let id = 1; id <= count; id++) {
        const said = await certificates.read.record([BigInt(id)]);
        const told = await api.json(`/v1/certificates/${id}`);
        expect(told).to.deep.include({
          retiree: said.retiree,
          recipient: said.recipient,
          beneficiary: said.beneficiary,
          message: said.message,
          retiredAt: `${new Date(said.retiredAt * 1000).toISOString().slice(0, 19)}Z`,
          kg: `${await certificates.read.totalKg([BigInt(id)])}`,
        });
        expect(told.lots.map((lot: { batchId: string; kg: string }) => [lot.batchId, lot.kg])).to.deep.equal(
          said.lots.map(({ batchId, amountKg }) => [`${batchId}`, `${amountKg}`]),
        );
        const { condition } = await api.json(told.status);
        expect(condition).to.equal(["sound", "compensated", "at risk", "unmonitored", "deficit"][await certificates.read.status([BigInt(id)])]); // prettier-ignore
        const picture = await api.get(told.picture);
        expect([picture.headers.get("content-type")!.split(";")[0], (await picture.text()).slice(0, 4)]).to.deep.equal(["image/svg+xml", "<svg"]); // prettier-ignore
      }
      expect((await api.get("/v1/certificates/99")).status).to.equal(404);
      expect((await api.get("/v1/certificates/99/picture")).status).to.equal(404);
    });

    it("a scorecard is what the contracts say of a batch", async () => {
      for (const id of api.life.batches) {
        const told = await api.json(`/v1/batches/${id}/scorecard`);
        const said = await api.registry.contracts.scorecards.read.scorecard([id]);
        for (const name of ["real", "additional", "measurable", "verified", "permanent", "unique"] as const)
          expect(told[name].met, name).to.equal(said[name].met);
        expect(told.measurable.netKg).to.equal(`${said.measurable.netKg}`);
        expect(told.verified.reportId).to.equal(said.verified.reportId);
      }
      expect((await api.get("/v1/batches/7/scorecard")).status).to.equal(404);
    });

    it("a challenge and every stake are what their contracts say", async () => {
      const { disputes, stakes } = api.registry.contracts;
      const [challenge, ...others] = (await api.json("/v1/challenges")).items;
      expect(others).to.deep.equal([]);
      expect(challenge.bondWei).to.equal(`${await disputes.read.leastBond()}`);
      expect(challenge.state).to.be.oneOf(["upheld", "struck"]);
      expect(challenge.resolution.signers).to.have.length(5);
      const of = (state: string) => api.json(`/v1/challenges?report=${challenge.reportId}&state=${state}`);
      expect((await of(challenge.state)).items).to.deep.equal([challenge]);
      expect((await of("open")).items).to.deep.equal([]);
      const { items } = await api.json("/v1/stakes");
      expect(items.length).to.be.greaterThan(5);
      for (const { account, amountWei } of items)
        expect(amountWei, account).to.equal(`${(await stakes.read.stakeOf([account]))[0]}`);
    });

    it("holdings are the contract's balances", async () => {
      for (const { account } of Object.values(api.registry.wallet)) {
        const { items } = await api.json(`/v1/holdings/${account.address}`);
        for (const id of api.life.batches) {
          const balance = await api.registry.contracts.credit.read.balanceOf([account.address, id]);
          const item = items.find(({ batchId }: { batchId: string }) => batchId === `${id}`);
          expect(item?.kg ?? "0").to.equal(`${balance}`);
        }
      }
    });

    it("the register of retired credits is the same as CSV, and runs nothing in a spreadsheet", async () => {
      const { items } = await api.json("/v1/registers/retired?limit=200");
      const response = await api.get("/v1/registers/retired?format=csv");
      expect(response.headers.get("content-type")).to.match(/^text\/csv/);
      const [names, ...lines] = csvRecords(await response.text(), "retired");
      expect(lines).to.have.length(items.length);
      lines.forEach((line, index) =>
        names!.forEach((name, column) => {
          const value = items[index][name] as string;
          expect(line[column]).to.equal(value.startsWith("=") ? `'${value}` : value);
        }),
      );
      expect(lines.some((line) => line.includes(`'=HYPERLINK("http://x")`))).to.equal(true);
    });

    it("one box finds a name, number, id, serial, transaction, CID and address", async () => {
      const [report] = (await api.json("/v1/reports")).items;
      const [batch] = (await api.json("/v1/batches")).items;
      const kindsOf = async (q: string): Promise<readonly string[]> =>
        (await api.json(`/v1/search?q=${encodeURIComponent(q)}`)).hits.map(({ kind }: { kind: string }) => kind);
      expect(await kindsOf("forest-")).to.include("methodology");
      expect(await kindsOf("holder 1")).to.include("certificate");
      expect(await kindsOf("1")).to.include.members(["project", "certificate"]);
      expect(await kindsOf(batch.id)).to.deep.equal(["batch"]);
      expect(await kindsOf(`${batch.id}/5`)).to.deep.equal(["serial"]);
      expect(await kindsOf(report.id.toUpperCase().replace("X", "x"))).to.deep.equal(["report"]);
      expect(await kindsOf(api.life.alerts[0]!.id)).to.deep.equal(["alert"]);
      expect(await kindsOf(report.transaction)).to.deep.equal(["transaction"]);
      expect(await kindsOf(report.evidence.cid)).to.deep.equal(["evidence", "report"]);
      const [{ retiree }] = (await api.json("/v1/retirements")).items;
      expect(await kindsOf(retiree)).to.include.members(["project", "holding", "certificate"]);
      expect(await kindsOf("100%_")).to.deep.equal([]);
      // Everything that is found is there.
      for (const { self } of (await api.json("/v1/search?q=1")).hits)
        expect((await api.get(self)).status).to.equal(200);
    });
  });
});
