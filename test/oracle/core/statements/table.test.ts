import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import type { FieldType } from "../../../../oracle/core/statements/field.ts";
import { reportTable } from "../../../../oracle/core/statements/report.ts";
import { retirementRequestTable } from "../../../../oracle/core/statements/retirement-request.ts";
import { defineStatement, differingFields, fromWire, toWire } from "../../../../oracle/core/statements/table.ts";
import type { Message, StatementTable } from "../../../../oracle/core/statements/table.ts";
import { validationTable } from "../../../../oracle/core/statements/validation.ts";
import { statementsOf } from "../../../helpers/statements.ts";

/** A field of each type there is. */
const everyType = defineStatement({
  name: "EveryType",
  domain: { name: "Sixfold Test", version: "7" },
  contract: "Test",
  roles: ["operator"],
  fields: {
    tiny: "uint8",
    short: "uint16",
    id: "uint32",
    time: "uint40",
    amount: "uint64",
    wide: "uint128",
    widest: "uint256",
    hash: "bytes32",
    account: "address",
    text: "string",
    amounts: "uint64[]",
    ids: "uint256[]",
  },
});

const tables: readonly StatementTable<Message>[] = [
  reportTable,
  validationTable,
  retirementRequestTable,
  everyType,
].map((table) => table as unknown as StatementTable<Message>);

/** What breaks a field's rule, whatever else holds; undefined stands for a field that is missing. */
const wrongOf = (type: FieldType): readonly unknown[] => {
  if (type === "string") return [undefined, null, true, {}, ["1"], 1];
  if (type.endsWith("[]")) return [undefined, null, true, {}, "1", 1];
  const shared = [undefined, null, true, {}, ["1"], "", "-1", "1e3", " 1", "0x"];
  if (type === "bytes32" || type === "address") {
    const digits = type === "address" ? 40 : 64;
    const hex = (text: string, length: number) => `0x${text.repeat(length)}`;
    return [
      ...shared,
      1,
      "1",
      hex("a", digits - 1),
      hex("a", digits + 1),
      hex("A", digits),
      hex("g", digits),
      "a".repeat(digits),
    ];
  }
  const most = 2n ** BigInt(type.slice("uint".length)) - 1n;
  if (most >= 2n ** 40n) return [...shared, 1, "01", "1.0", "+1", String(most + 1n), "9".repeat(100)];
  return [...shared, "1", -1, 1.5, Number(most) + 1, 2 ** 60];
};

describe("core/statements/table", () => {
  for (const table of tables) {
    it(`brings every ${table.name} through the wire form unchanged`, () => {
      fc.assert(
        fc.property(statementsOf(table), (message) => {
          const wire = JSON.parse(JSON.stringify(toWire(table, message))) as unknown;
          expect(fromWire(table, wire)).to.deep.equal(message);
        }),
      );
    });

    it(`names field, value and rule of each wrong field of a ${table.name}`, () => {
      const [sample] = fc.sample(statementsOf(table), 1);
      const wire = toWire(table, sample!);
      for (const [name, type] of Object.entries(table.fields))
        for (const wrong of wrongOf(type)) {
          const shown = `${name}: ${JSON.stringify(wrong)}`;
          let error: unknown;
          try {
            fromWire(table, { ...wire, [name]: wrong });
          } catch (thrown) {
            error = thrown;
          }
          expect(error, shown).to.be.instanceOf(SixfoldError);
          const { code, failure, field, value, rule } = error as SixfoldError;
          expect([code, failure, field], shown).to.deep.equal(["STATEMENT_INVALID", "usage", `${table.name}/${name}`]);
          if (typeof wrong !== "object" || wrong === null) expect(value, shown).to.equal(wrong);
          expect(rule, shown).to.match(
            /^(a whole number from 0 to 2\^\d+ - 1|(32|20) bytes in lower-case hex|a text|a list of)/,
          );
        }
    });

    it(`takes the bounds of each integer of a ${table.name} and nothing beyond`, () => {
      const [sample] = fc.sample(statementsOf(table), 1);
      for (const [name, type] of Object.entries(table.fields)) {
        if (!/^uint\d+$/.test(type)) continue;
        const most = 2n ** BigInt(type.slice("uint".length)) - 1n;
        for (const value of [0n, most]) {
          const own = typeof sample![name] === "bigint" ? value : Number(value);
          const message = { ...sample, [name]: own } as Message;
          expect(fromWire(table, toWire(table, message)), name).to.deep.equal(message);
        }
      }
    });

    it(`refuses a ${table.name} with a field too many, and what is no ${table.name} at all`, () => {
      const [sample] = fc.sample(statementsOf(table), 1);
      expect(() => fromWire(table, { ...toWire(table, sample!), extra: 1 }))
        .to.throw(SixfoldError)
        .that.includes({ field: `${table.name}/extra`, value: 1, rule: "there is no such field" });
      for (const wrong of [null, 7, "x", []])
        expect(() => fromWire(table, wrong), JSON.stringify(wrong))
          .to.throw(SixfoldError)
          .that.includes({ code: "STATEMENT_INVALID", field: table.name });
    });
  }

  it("names the place, value and rule of a wrong number in a row", () => {
    const [sample] = fc.sample(statementsOf(everyType), 1);
    for (const wrong of [String(2n ** 64n), "-1", "01", 1, null, ["1"]])
      expect(() => fromWire(everyType, { ...toWire(everyType, sample!), amounts: ["1", wrong] }), String(wrong))
        .to.throw(SixfoldError)
        .that.includes({
          field: "EveryType/amounts/1",
          rule: "a whole number from 0 to 2^64 - 1 in decimal, as a string",
        });
  });

  it("tells rows and texts apart, whose letter case counts", () => {
    const [sample] = fc.sample(statementsOf(everyType), 1);
    const one = { ...sample!, text: "0xAb", ids: [1n, 2n] };
    expect(differingFields(everyType, one, { ...one, ids: [1n, 2n] })).to.deep.equal([]);
    expect(differingFields(everyType, one, { ...one, text: "0xab", ids: [12n] })).to.deep.equal(["text", "ids"]);
  });

  it("names exactly the fields in which two statements differ, in the order of the struct", () => {
    fc.assert(
      fc.property(statementsOf(reportTable), (report) => {
        expect(differingFields(reportTable, report, { ...report })).to.deep.equal([]);
        const other = { ...report, expiry: report.expiry ^ 1, measuredKg: report.measuredKg ^ 1n };
        expect(differingFields(reportTable, report, other)).to.deep.equal(["measuredKg", "expiry"]);
      }),
    );
  });

  it("takes the letter case of an address for no difference", () => {
    const [sample] = fc.sample(statementsOf(everyType), 1);
    const account = `0x${"aB".repeat(20)}` as const;
    const lower = { ...sample!, account: account.toLowerCase() as typeof account };
    expect(differingFields(everyType, { ...sample!, account }, lower)).to.deep.equal([]);
    expect(toWire(everyType, { ...sample!, account })["account"]).to.equal(account.toLowerCase());
  });
});
