import { expect } from "chai";

import { drainageVerdict } from "../../oracle/services/paddy/drained-days.ts";
import { calibrateTracks, followFields } from "../../oracle/services/paddy/follow.ts";
import { ipccReferenceParameters } from "../../oracle/services/paddy/reference-parameters.ts";
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

const parameters = ipccReferenceParameters({
  gwp: "AR5",
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  amendments: [],
  // Read off the median VH of the even blocks: it is lowest in mid April and in mid August.
  seasons: [
    { id: "summer-autumn", start: "2022-03-22", end: "2022-07-15", cultivationDays: 95 },
    { id: "autumn-winter", start: "2022-07-15", end: "2022-11-15", cultivationDays: 95 },
  ],
});

/** Two passes a day apart, every 11 or 12 days: the day of the cycle since 2022-01-09 tells them apart. */
const trackOf = (day: number): string => ((day - 19_001) % 12 === 0 ? "track-a" : "track-b");

describe("An Giang 2022, drained days (no truth: what is inferred)", () => {
  it("shows no drainage of seven days, since looks are eleven days apart and the canopy closes within two of them", function () {
    if (!hasData()) this.skip();
    const fields = angiangPoints()
      .filter(({ rice }) => rice)
      .map(({ id, looks }) => ({
        id,
        role: "project" as const,
        innerPixels: 100,
        looks: looks.map((look) => ({ ...look, track: trackOf(look.day) })),
      }));
    const pdfs = calibrateTracks(fields, parameters);
    const followed = followFields(fields, pdfs, parameters);
    const seasons = followed.filter(({ refusal }) => refusal === undefined).flatMap((field) => field.seasons);
    const intervals = seasons.flatMap((season) => season.intervals);
    const count = <T>(values: readonly T[]): Record<string, number> =>
      values.reduce<Record<string, number>>(
        (sum, value) => ({ ...sum, [String(value)]: (sum[String(value)] ?? 0) + 1 }),
        {},
      );
    const refusals = count(followed.map(({ refusal }) => refusal ?? "none"));
    const verdicts = count(intervals.map((interval) => drainageVerdict(interval, parameters.drainage)));
    console.log(`      calibrated tracks: ${JSON.stringify([...pdfs])}`);
    console.log(`      ${fields.length} rice points, refusals: ${JSON.stringify(refusals)}`);
    console.log(
      `      ${intervals.length} intervals in ${seasons.length} seasons, verdicts: ${JSON.stringify(verdicts)}`,
    );
    console.log(
      `      with a dry look: ${intervals.filter(({ minDays }) => minDays > 0).length}, ` +
        `closed by water again: ${intervals.filter(({ minDays, nextWet }) => minDays > 0 && nextWet !== undefined).length}`,
    );
    expect(verdicts["drained"] ?? 0).to.equal(0);
    expect(verdicts["insufficient evidence"] ?? 0).to.be.above(0);
  });
});
