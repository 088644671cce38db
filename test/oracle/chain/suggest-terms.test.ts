import { expect } from "chai";

import { parseTerms } from "../../../oracle/chain/methodology-terms.ts";
import { suggestTerms } from "../../../oracle/chain/suggest-terms.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { serviceOf, services } from "../../../oracle/core/services/index.ts";
import type { Methodology } from "../../../oracle/core/services/index.ts";

const refuses = (terms: unknown, field: string): void => {
  expect(() => parseTerms(terms))
    .to.throw(SixfoldError)
    .that.includes({ code: "CHAIN_TERMS_INVALID", field });
};

describe("terms of a methodology", () => {
  const program = `0x${"ab".repeat(32)}` as const;
  const termsOf = (methodology: Methodology) =>
    suggestTerms(methodology, methodology.example["parameters.json"], program);

  for (const methodology of services())
    it(`are suggested for ${methodology.methodology}, and pass the chain's ranges`, () => {
      const terms = termsOf(methodology);
      const { yields } = methodology;
      expect(terms).to.include({ name: methodology.methodology, version: "1", yields, program });
      expect(parseTerms(terms)).to.deep.equal(terms);
    });

  it("give what is only found nothing that credits", () => {
    const burn = termsOf(serviceOf("integrity", "burn-severity-pair"));
    expect(burn).to.include({ pool: "biomass", minObservedPpm: 800_000, maxKgPerHaYear: 0, challengeWindowSeconds: 0 });
    refuses({ ...burn, bufferPpm: 1 }, "terms/bufferPpm");
  });

  it("are refused out of the chain's ranges, by the field", () => {
    const paddy = termsOf(serviceOf("paddy", "paddy-ipcc-2019"));
    refuses({ ...paddy, deductionZPpm: 524_416 }, "terms/deductionZPpm");
    refuses({ ...paddy, deductionForm: "vcs-quantile", deductionZPpm: 430_726 }, "terms/deductionZPpm");
    refuses({ ...paddy, deductionForm: "cdm-bands" }, "terms/deductionZPpm");
    refuses({ ...paddy, maxPeriodSeconds: paddy.minPeriodSeconds - 1 }, "terms/maxPeriodSeconds");
    refuses({ ...paddy, minPeriodSeconds: 86_399 }, "terms/minPeriodSeconds");
    refuses({ ...paddy, program: `0x${"0".repeat(64)}` }, "terms/program");
    refuses({ ...paddy, reversible: true }, "terms/monitoringYears");
  });
});
