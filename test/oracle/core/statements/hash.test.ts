import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import type { FieldType, Value } from "../../../../oracle/core/statements/field.ts";
import { digestOf, domainAt, encodedType } from "../../../../oracle/core/statements/hash.ts";
import { reportTable } from "../../../../oracle/core/statements/report.ts";
import { retirementRequestTable } from "../../../../oracle/core/statements/retirement-request.ts";
import type { Message, StatementTable } from "../../../../oracle/core/statements/table.ts";
import { validationTable } from "../../../../oracle/core/statements/validation.ts";
import { statementsOf } from "../../../helpers/statements.ts";

const contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

const otherThan = (type: FieldType, value: Value): Value => {
  if (type === "string") return `${String(value)}x`;
  if (typeof value === "object") return [...value, 0n];
  if (typeof value === "bigint") return value ^ 1n;
  // Bitwise operators of numbers cut at 32 bits.
  if (typeof value === "number") return Number(BigInt(value) ^ 1n);
  return `0x${(BigInt(value) ^ 1n).toString(16).padStart(value.length - 2, "0")}` as Hex;
};

const tables = [reportTable, validationTable, retirementRequestTable].map(
  (table) => table as unknown as StatementTable<Message>,
);

describe("core/statements/hash", () => {
  for (const table of tables) {
    it(`test_L3_viem_and_ethers_agree_on_type_and_digest_of_every_${table.name.toLowerCase()}`, () => {
      const domain = domainAt(table, 31337, contract);
      const types = { [table.name]: Object.entries(table.fields).map(([name, type]) => ({ name, type })) };
      expect(encodedType(table)).to.equal(TypedDataEncoder.from(types).encodeType(table.name));
      fc.assert(
        fc.property(statementsOf(table), (message) => {
          expect(digestOf(table, domain, message)).to.equal(TypedDataEncoder.hash(domain, types, message));
        }),
      );
    });

    it(`test_L3_changes_the_digest_of_a_${table.name.toLowerCase()}_with_every_field_and_all_of_its_domain`, () => {
      const domain = domainAt(table, 31337, contract);
      fc.assert(
        fc.property(statementsOf(table), (message) => {
          const digest = digestOf(table, domain, message);
          for (const [name, value] of Object.entries(message))
            expect(
              digestOf(table, domain, { ...message, [name]: otherThan(table.fields[name]!, value) }),
              name,
            ).not.to.equal(digest);
          for (const other of [
            { chainId: 1337 },
            { verifyingContract: `0x${"1".repeat(40)}` as const },
            { name: "Sixfold" },
            { version: `${domain.version}0` },
          ])
            expect(digestOf(table, { ...domain, ...other }, message), Object.keys(other)[0]).not.to.equal(digest);
        }),
        { numRuns: 20 },
      );
    });
  }

  it("leaves fields out of what a statement says, and no others", () => {
    const domain = domainAt(reportTable, 31337, contract);
    fc.assert(
      fc.property(statementsOf(reportTable), (report) => {
        const said = (message: typeof report) => digestOf(reportTable, domain, message, ["operatorSet", "expiry"]);
        expect(said({ ...report, operatorSet: `0x${"0".repeat(64)}`, expiry: 0 })).to.equal(said(report));
        expect(said({ ...report, measuredKg: report.measuredKg ^ 1n })).not.to.equal(said(report));
        expect(said(report)).not.to.equal(digestOf(reportTable, domain, report));
      }),
      { numRuns: 20 },
    );
  });
});
