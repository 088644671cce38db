import { expect } from "chai";

import { judgeFlood } from "../../scripts/flood/judge.ts";
import { dataFolder, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

describe("a flood in Spain, September 2019, by hand labels that no rule has seen", function () {
  this.timeout(120_000);
  before(function () {
    skipWithout(this, realFile("fire_flood/sen1floods11_spain7370579_label.tif"));
  });

  for (const [sensor, least] of [
    ["radar", 0.48],
    ["optical", 0.67],
  ] as const)
    it(`maps water by ${sensor} with an overlap of at least ${least}`, async () => {
      const { overlap, precision, recall, finding } = await judgeFlood(dataFolder, sensor);
      console.log(
        `      overlap ${overlap.toFixed(3)}, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
      );
      expect(overlap).to.be.at.least(least);
      // There is no look before it: water is seen, a flood is not.
      expect([finding.verdict, finding.reason]).to.deep.equal(["undetermined", "not-enough-looks"]);
    });
});
