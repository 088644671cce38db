import { expect } from "chai";

import { suggestTerms } from "../../../oracle/chain/suggest-terms.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { services } from "../../../oracle/core/services/index.ts";

describe("terms of a methodology", () => {
  for (const service of services())
    if (service.yields === "measurement")
      it(`are suggested for ${service.methodology}`, () => {
        const terms = suggestTerms(service, service.example["parameters.json"]);
        expect(terms).to.include({ name: service.methodology, version: "1", pool: "paddy-methane" });
      });
    else
      it(`are refused for ${service.methodology}, which yields a ${service.yields}`, () => {
        expect(() => suggestTerms(service, service.example["parameters.json"]))
          .to.throw(SixfoldError, `this one yields a ${service.yields}`)
          .with.property("code", "CHAIN_NOT_MEASURED");
      });
});
