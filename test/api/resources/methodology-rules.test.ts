import { expect } from "chai";

import { suggestTerms } from "../../../oracle/chain/suggest-terms.ts";
import { serviceOf } from "../../../oracle/core/services/index.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";
import { methodology } from "../../helpers/registry.ts";

describe("api/resources/methodology-rules", function () {
  this.timeout(120_000);
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api?.close());

  it("gives values only where the chain has their digest, with unit, range and meaning", async () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const reference = service.example["parameters.json"];
    const { parameters } = suggestTerms(service, reference, methodology.program);
    const { govern, contracts } = api.registry;
    const before = (await api.json("/v1/methodologies")).items.length;
    for (const digest of [parameters, methodology.parameters])
      await govern(contracts.methodologies, "propose", [
        { ...methodology, name: "paddy-ipcc-2019", version: digest.slice(0, 8), parameters: digest },
      ]);
    await api.caughtUp();
    const [own, other] = await Promise.all([1, 2].map((more) => api.json(`/v1/methodologies/${before + more}/rules`)));
    expect([own.service, own.isReference, other.isReference]).to.deep.equal(["paddy", true, false]);
    expect(own.rules.length).to.be.above(20);
    const scalar = own.rules.filter(({ field }: { field: string }) => !/[.[]/.test(field));
    for (const { field, value, meaning } of scalar) {
      expect(JSON.parse(value), field).to.deep.equal((reference as Readonly<Record<string, unknown>>)[field]);
      expect(meaning, field).not.to.equal("");
    }
    expect(other.rules.every(({ value }: { value: unknown }) => value === null)).to.equal(true);
    expect(own.equations.map(({ of }: { of: string }) => of)).to.deep.equal(["gross", "net", "deduction"]);
  });

  it("says where its code has no such methodology", async () => {
    expect(await api.json("/v1/methodologies/1/rules")).to.deep.include({
      service: null,
      rules: [],
      isReference: false,
    });
  });
});
