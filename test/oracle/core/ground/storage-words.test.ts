import { expect } from "chai";

import { storageWords } from "../../../../oracle/chain/storage-words.ts";
import { coverBoundary } from "../../../../oracle/core/ground/cover.ts";
import type { EdgeLevel } from "../../../../oracle/core/ground/types.ts";
import { lobedShape } from "../../../helpers/shapes.ts";

/** Storage words, `taken` and `touched`, that the design counts on for lobed shapes; measured ones stay within half more. */
const COUNTED: readonly (readonly [areaHa: number, edgeLevel: EdgeLevel, words: number])[] = [
  [1, 20, 6],
  [10, 20, 15],
  [1000, 16, 7],
  [1000, 20, 221],
  [10_000, 16, 36],
  [10_000, 20, 751],
  [100_000, 16, 153],
  [100_000, 20, 2840],
  [1_000_000, 16, 590],
];

describe("storage words of a cover", function () {
  this.timeout(120_000);
  it("grow with the perimeter of lobed shapes, not their area", () => {
    for (const [areaHa, edgeLevel, words] of COUNTED) {
      const counts = [
        [105.2, 10.4],
        [140, 36],
        [-60, -3],
        [25, 60],
      ].map(([lon, lat], seed) => storageWords(coverBoundary(lobedShape(areaHa, lon!, lat!, seed), edgeLevel)));
      if (process.env["SIXFOLD_TIMES"] !== undefined)
        console.log(`      ${areaHa} ha, level ${edgeLevel}: ${counts.join(", ")} (${words})`);
      expect(Math.max(...counts), `${areaHa} ha at level ${edgeLevel}`).to.be.lessThan(1.5 * words + 10);
    }
  });
});
