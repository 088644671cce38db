import { expect } from "chai";

import { isPaddy, paddySignature, type SignatureRule } from "../../oracle/services/paddy/signature.ts";
import { angiangPoints, type AngiangPoint } from "../helpers/angiang.ts";
import { hasData } from "../helpers/data.ts";

type Confusion = { riceAsRice: number; riceAsOther: number; otherAsOther: number; otherAsRice: number };

const confusionOf = (points: readonly AngiangPoint[], rule: SignatureRule): Confusion => {
  const confusion: Confusion = { riceAsRice: 0, riceAsOther: 0, otherAsOther: 0, otherAsRice: 0 };
  for (const { rice, looks } of points) {
    const seen = isPaddy(paddySignature(looks, rule), rule);
    confusion[rice ? (seen ? "riceAsRice" : "riceAsOther") : seen ? "otherAsRice" : "otherAsOther"] += 1;
  }
  return confusion;
};

const balancedAccuracy = ({ riceAsRice, riceAsOther, otherAsOther, otherAsRice }: Confusion): number =>
  (riceAsRice / (riceAsRice + riceAsOther) + otherAsOther / (otherAsOther + otherAsRice)) / 2;

const candidates: readonly SignatureRule[] = [-22, -21, -20, -19, -18].flatMap((floodVhDb) =>
  [-17, -16.5, -16, -15.5].flatMap((canopyVhDb) =>
    [36, 48, 60].flatMap((riseDays) =>
      [1, 2].flatMap((minRises) =>
        [3, 4, 5, 6, 7].map((minRangeDb) => ({ floodVhDb, canopyVhDb, riseDays, minRises, minRangeDb })),
      ),
    ),
  ),
);

describe("An Giang 2022, rice by its seasonal signature", () => {
  it("separates rice from the rest on blocks where nothing was set", function () {
    if (!hasData()) this.skip();
    const points = angiangPoints();
    const tuned = points.filter(({ odd }) => !odd);
    const heldOut = points.filter(({ odd }) => odd);
    expect([tuned.length, heldOut.length]).to.deep.equal([256, 116]);

    const { rule } = candidates
      .map((candidate) => ({ rule: candidate, accuracy: balancedAccuracy(confusionOf(tuned, candidate)) }))
      .reduce((best, candidate) => (candidate.accuracy > best.accuracy ? candidate : best));
    expect(rule).to.deep.equal({ floodVhDb: -18, canopyVhDb: -16, riseDays: 48, minRises: 1, minRangeDb: 3 });

    const confusion = confusionOf(heldOut, rule);
    console.log(
      `      held out: balanced accuracy ${balancedAccuracy(confusion).toFixed(3)}, ` +
        `${heldOut.length} points in ${new Set(heldOut.map(({ block }) => block)).size} blocks, ${JSON.stringify(confusion)}`,
    );
    expect(balancedAccuracy(confusion)).to.be.at.least(0.9);
  });
});
