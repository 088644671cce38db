import { expect } from "chai";
import fc from "fast-check";

import { csvOf } from "../../../api/http/csv.ts";
import { csvRecords } from "../../../oracle/core/services/common/csv.ts";

const lineOf = (text: string): string => csvOf(["a"], [{ a: text }]).split("\r\n")[1]!;

describe("csv", () => {
  it("defuses what a spreadsheet would run, and leaves numbers alone", () => {
    for (const text of ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "=cmd()"])
      expect(lineOf(text).replaceAll('"', ""), text).to.match(/^'/);
    expect(lineOf("-12500")).to.equal("-12500");
    expect(lineOf("Rice = life")).to.equal("Rice = life");
    expect(csvOf(["a", "b"], [{ a: null, b: 'say "hi", twice' }])).to.equal('a,b\r\n,"say ""hi"", twice"\r\n');
  });

  it("comes back as it was written by a strict reader, and no cell begins a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: "grapheme" })), { minLength: 1 }), (cells) => {
        const records = csvRecords(csvOf(["a", "b"], cells.map(([a, b]) => ({ a, b }))), "table"); // prettier-ignore
        expect(records).to.have.length(cells.length + 1);
        cells.forEach((row, index) =>
          row.forEach((text, column) => {
            const read = records[index + 1]![column]!;
            expect(read === text || read === `'${text}`).to.equal(true);
            if (!/^-?\d+(\.\d+)?$/.test(read)) expect(read).not.to.match(/^[=+\-@\t\r]/);
          }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
