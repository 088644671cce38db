import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";
import { getAddress } from "viem";

import { parseSigned, readSigned, signedToJson } from "../../../oracle/attest/signed.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { reportTable } from "../../../oracle/core/statements/report.ts";
import { validationTable } from "../../../oracle/core/statements/validation.ts";
import { statementsOf } from "../../helpers/statements.ts";

const by = (digit: string) => ({ signer: getAddress(`0x${digit.repeat(40)}`), signature: "0xabcd" as const });

describe("attest/signed", () => {
  const [report] = fc.sample(statementsOf(reportTable), 1);
  const [validation] = fc.sample(statementsOf(validationTable), 1);
  const signedReport = { statement: report!, signatures: { operator: [by("a"), by("b")], verifier: [by("c")] } };
  const signedValidation = { statement: validation!, signatures: { operator: [], verifier: [by("c")] } };
  const reportJson = JSON.parse(JSON.stringify(signedToJson(reportTable, signedReport))) as typeof signedReport;

  it("keeps a signed statement of any kind in a file and reads it again", () => {
    const folder = mkdtempSync(join(tmpdir(), "sixfold-signed-"));
    const path = join(folder, "signed.json");
    writeFileSync(path, JSON.stringify(signedToJson(reportTable, signedReport)));
    expect(readSigned(reportTable, path)).to.deep.equal(signedReport);
    writeFileSync(path, JSON.stringify(signedToJson(validationTable, signedValidation)));
    expect(readSigned(validationTable, path)).to.deep.equal(signedValidation);
    writeFileSync(path, "{");
    for (const unreadable of [path, join(folder, "missing.json")])
      expect(() => readSigned(reportTable, unreadable), unreadable)
        .to.throw(SixfoldError)
        .that.includes({ code: "ATTEST_SIGNED_UNREADABLE", field: "signed report", value: unreadable });
    rmSync(folder, { recursive: true });
  });

  it("names field, value and rule of what is not a signed report", () => {
    const { signatures } = reportJson;
    const table: readonly (readonly [field: string, wrong: unknown, value: unknown])[] = [
      ["/", 7, 7],
      ["/kind", { ...reportJson, kind: "Validation" }, "Validation"],
      ["/statement/measuredKg", { ...reportJson, statement: { ...reportJson.statement, measuredKg: "-1" } }, "-1"],
      ["/more", { ...reportJson, more: 1 }, 1],
      ["/signatures/verifier", { ...reportJson, signatures: { ...signatures, verifier: [] } }, "[]"],
      [
        "/signatures/operator/0/signer",
        { ...reportJson, signatures: { ...signatures, operator: [{ ...by("a"), signer: "0x1" }] } },
        "0x1",
      ],
      [
        "/signatures/operator/0/signature",
        { ...reportJson, signatures: { ...signatures, operator: [{ ...by("a"), signature: "0xabc" }] } },
        "0xabc",
      ],
    ];
    for (const [field, wrong, value] of table) {
      let error: unknown;
      try {
        parseSigned(reportTable, wrong);
      } catch (thrown) {
        error = thrown;
      }
      expect(error, field).to.be.instanceOf(SixfoldError);
      const refused = error as SixfoldError;
      expect([refused.code, refused.field], field).to.deep.equal(["ATTEST_SIGNED_INVALID", field]);
      expect(typeof refused.value === "object" ? JSON.stringify(refused.value) : refused.value, field).to.equal(value);
      expect(refused.rule, field).not.to.equal("");
    }
  });

  it("takes no signatures of a role that does not sign such a statement", () => {
    const json = JSON.parse(JSON.stringify(signedToJson(validationTable, signedValidation))) as typeof signedValidation;
    const wrong = { ...json, signatures: { ...json.signatures, operator: [by("a")] } };
    expect(() => parseSigned(validationTable, wrong))
      .to.throw(SixfoldError, "a Validation is not signed by any operator")
      .that.includes({ field: "/signatures/operator" });
  });
});
