import { expect } from "chai";

import { calibrate, cropsOf, pdfsOfCrops } from "../../../../../oracle/core/services/paddy/calibrate.ts";
import { drainIntervals } from "../../../../../oracle/core/services/paddy/drained-days.ts";
import { inferStates } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";
import { visibleSpan } from "../../../../../oracle/core/services/paddy/visible-span.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { passesOf, simulateLooks } from "./series.ts";
import type { Drainage } from "./series.ts";

const parameters = ipccReferenceParameters({
  gwp: "AR5",
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  seasons: [{ id: "wet", start: "1970-01-01", end: "1970-04-21", cultivationDays: 100 }],
});
const FIELDS = 400;
const SEASON = { start: 0, end: 110 };

const overlaps = (drainage: Drainage, previousWet: number, until: number): boolean =>
  drainage.first < until && drainage.last > previousWet;

/** Fields with one drainage each of `lengthDays`, seen with `noiseDb` and judged by the reference parameters. */
const experiment = (tracks: number, repeatDays: number, lengthDays: number, noiseDb: number) => {
  const random = seededRandom(BigInt(1000 * repeatDays + 100 * tracks + lengthDays));
  const passes = passesOf(tracks, repeatDays, SEASON.end);
  const truth = Array.from({ length: FIELDS }, () => {
    const first = 18 + Math.floor(random() * 14);
    return { floodedFrom: 3, canopyFrom: 58, drainages: [{ first, last: first + lengthDays - 1 }] };
  });
  const fields = truth.map((field, index) => ({
    id: `f${index}`,
    role: "project" as const,
    innerPixels: 30,
    looks: simulateLooks(field, passes, noiseDb, random),
  }));
  const calibration = calibrate(
    fields.map(({ looks }) => looks),
    parameters,
  );
  let [resolved, contained, shown, tight] = [0, 0, 0, 0];
  fields.forEach(({ looks }, index) => {
    const crops = cropsOf(looks, calibration, parameters);
    const inferred = inferStates(looks, pdfsOfCrops(calibration, crops, parameters), parameters.inundation);
    const flooded = crops[0]?.flooded;
    if (flooded === undefined) return;
    const visible = visibleSpan(flooded, calibration.visibleDays, SEASON);
    const { first, last } = truth[index]?.drainages[0] as Drainage;
    const intervals = drainIntervals(inferred, visible, Math.max(repeatDays, parameters.observation.maxGapDays));
    const dry = intervals.filter(({ nextWet, minDays }) => nextWet !== undefined && minDays > 0);
    if (dry.length > 0) resolved += 1;
    const right = dry.every(({ previousWet, nextWet, minDays, maxDays }) => {
      const real = overlaps({ first, last }, previousWet, nextWet as number);
      return real && minDays <= lengthDays && lengthDays <= maxDays;
    });
    if (dry.length > 0 && right) contained += 1;
    const narrow = dry.filter(({ minDays, maxDays }) => maxDays - minDays <= parameters.drainage.toleranceDays);
    if (narrow.length > 0) tight += 1;
    if (narrow.some(({ minDays }) => minDays >= parameters.drainage.minDays)) shown += 1;
  });
  return { seen: resolved / FIELDS, contained: contained / resolved, tight: tight / FIELDS, shown: shown / FIELDS };
};

const percent = (share: number): string => `${Math.round(100 * share)} %`;

describe("accuracy on simulated truth (SIMULATED series, never real drainage)", function () {
  this.timeout(120_000);

  const cadences = [
    { name: "one track, 12 days", tracks: 1, repeatDays: 12 },
    { name: "two tracks, 12 days each", tracks: 2, repeatDays: 12 },
    { name: "two tracks, 6 days each", tracks: 2, repeatDays: 6 },
  ];
  for (const { name, tracks, repeatDays } of cadences) {
    for (const lengthDays of [7, 10, 14]) {
      it(`${name}: a drainage of ${lengthDays} days lies in its interval in at least 95 % of the fields that show it`, () => {
        const { seen, contained, tight, shown } = experiment(tracks, repeatDays, lengthDays, 1.2);
        console.log(
          `        seen ${percent(seen)}, within tolerance ${percent(tight)}, shown to be >= 7 days ${percent(shown)}, ` +
            `truth inside ${Number.isNaN(contained) ? "-" : percent(contained)}`,
        );
        if (seen > 0) expect(contained).to.be.at.least(0.95);
      });
    }
  }

  it("test_L15_doubt_costs_the_seller: more noise shows fewer drainages", () => {
    const shown = [1, 2, 3, 4].map((noiseDb) => experiment(2, 6, 14, noiseDb).shown);
    console.log(`        shown at 1, 2, 3, 4 dB: ${shown.map(percent).join(", ")}`);
    shown.slice(1).forEach((share, index) => expect(share).to.be.at.most((shown[index] as number) + 0.02));
    expect(shown[0]).to.be.above(0.5);
  });
});
