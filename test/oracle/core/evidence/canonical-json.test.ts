import { expect } from "chai";
import fc from "fast-check";

import { canonicalJson, parseCanonicalJson } from "../../../../oracle/core/evidence/canonical-json.ts";
import { evidenceError } from "./samples.ts";

const text = (value: unknown): string => new TextDecoder().decode(canonicalJson(value));

const shuffledKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffledKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffledKeys(inner)]),
  );
};

describe("evidence/canonicalJson", () => {
  it("writes the sample of RFC 8785 section 3.2.2 and 3.2.3 as the RFC prints it", () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      literals: [null, true, false],
    };
    expect(text(sample)).to.equal(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    );
  });

  it("sorts keys by UTF-16 code unit, as RFC 8785 section 3.2.3 shows", () => {
    const sample = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
    expect(Object.values(JSON.parse(text(sample)) as object)).to.have.length(7);
    const at = (key: string) => text(sample).indexOf(JSON.stringify(key));
    const order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"].map(at);
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
  });

  it("gives the same bytes whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const bytes = canonicalJson(value);
        expect(canonicalJson(shuffledKeys(value))).to.deep.equal(bytes);
        expect(canonicalJson(parseCanonicalJson(bytes, "value"))).to.deep.equal(bytes);
      }),
    );
  });

  for (const [name, value] of [
    ["NaN", { a: NaN }],
    ["infinity", [Infinity]],
    ["a bigint", { a: 1n }],
    ["a lone surrogate", "\ud800"],
    ["undefined", undefined],
  ] as const)
    it(`refuses ${name}`, async () => {
      expect((await evidenceError(() => canonicalJson(value))).code).to.equal("EVIDENCE_JSON_NOT_CANONICAL");
    });

  for (const [name, json] of [
    ["spacing", '{"a": 1}'],
    ["another key order", '{"b":1,"a":2}'],
    ["a duplicate key", '{"a":1,"a":2}'],
    ["another spelling of a number", '{"a":1.0}'],
    ["a byte order mark", "\ufeff{}"],
    ["no JSON", "{"],
  ] as const)
    it(`refuses to read ${name}`, async () => {
      const error = await evidenceError(() => parseCanonicalJson(new TextEncoder().encode(json), "report.json"));
      expect(error).to.include({ code: "EVIDENCE_JSON_NOT_CANONICAL", field: "report.json" });
    });
});
