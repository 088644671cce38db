import { expect } from "chai";

import { isPaddy, paddySignature } from "../../../../../oracle/core/services/paddy/signature.ts";
import type { SignatureRule } from "../../../../../oracle/core/services/paddy/signature.ts";

const rule: SignatureRule = { floodVhDb: -18, canopyVhDb: -16, riseDays: 48, minRises: 1, minRangeDb: 3 };
const looks = (...vhDb: number[]) => vhDb.map((value, index) => ({ day: index * 12, vhDb: value }));

describe("paddy signature", () => {
  it("counts one rise per crop", () => {
    const twoCrops = looks(-23, -20, -16, -14, -15, -22, -19, -15, -14);
    expect(paddySignature(twoCrops, rule)).to.deep.equal({ vhRangeDb: 9, rises: 2, vhMinDb: -23 });
    expect(isPaddy(paddySignature(twoCrops, rule), rule)).to.equal(true);
  });

  it("is absent from lasting water, from forest and from a slow rise", () => {
    for (const series of [looks(-23, -22, -23, -24), looks(-13, -12, -13), looks(-18, -17, -17, -17, -17, -17, -15)]) {
      expect(isPaddy(paddySignature(series, rule), rule)).to.equal(false);
    }
  });
});
