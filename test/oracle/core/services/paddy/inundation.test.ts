import { expect } from "chai";

import type { FieldLook, InundationRule, PdfsOf } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { evidenceOf, inferStates } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { fitWaterPdfs } from "../../../../../oracle/core/services/paddy/mixture.ts";
import { establishedFrom, firstWet, visibleSpan } from "../../../../../oracle/core/services/paddy/visible-span.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../oracle/core/uncertainty/sample.ts";
import { knownPdfs } from "./series.ts";

const rule: InundationRule = {
  meanWetDays: 20,
  meanDryDays: 10,
  falseDryRate: 0.05,
  falseWetRate: 0.05,
  certainty: 0.9,
};
const LEVEL = { w: [-17, -23.5], d: [-9.5, -19.5], c: [-9, -14], v: [-9.5, -23.5] } as const;
/** One look every six days: w wet, d dry, c canopy, v bright in VV alone. */
const looksOf = (pattern: string): readonly FieldLook[] =>
  [...pattern].map((letter, index) => {
    const [vvDb, vhDb] = LEVEL[letter as keyof typeof LEVEL];
    return { day: index * 6, track: "a", vvDb, vhDb };
  });
const statesOf = (looks: readonly FieldLook[], pdfs: PdfsOf = () => knownPdfs) =>
  inferStates(looks, pdfs, rule)
    .map(({ state }) => state[0])
    .join("");

describe("inundation states", () => {
  it("calls runs of like looks", () => {
    expect(statesOf(looksOf("wwwwddddwwww"))).to.equal("wwwwddddwwww");
  });

  it("does not call a single dry look among wet ones: wind roughens water for a day", () => {
    expect(statesOf(looksOf("wwwdwww"))).to.equal("wwwuwww");
  });

  it("test_L15_takes_no_brightness_in_vv_alone_for_soil: wind and standing stems leave VH dark", () => {
    expect(statesOf(looksOf("wwwvvvvwww"))).to.equal("wwwwwwwwww");
    const at = (vvDb: number, vhDb: number) => evidenceOf({ day: 0, track: "a", vvDb, vhDb }, knownPdfs, rule);
    for (const vvDb of [-9.5, -4, 5]) expect(at(vvDb, -23.5), `${vvDb} dB`).to.be.below(0);
    // As bright in VH as halfway between: VV does not make it soil, and makes it water.
    expect(at(-9.5, -21.5)).to.be.closeTo(0, 1e-12);
    expect(at(-17, -21.5)).to.be.below(-2);
  });

  it("never sees through a closed canopy, whatever lies before and after", () => {
    const blind: PdfsOf = ({ day }) => (day >= 18 && day < 36 ? "blind" : knownPdfs);
    expect(statesOf(looksOf("wwwcccwww"), blind)).to.equal("wwwuuuwww");
  });

  it("takes looks at which the crop blinds the track for a canopy", () => {
    const states = inferStates(looksOf("wwwdddd"), ({ day }) => (day >= 18 ? "blind" : knownPdfs), rule);
    expect(states.map(({ state, canopy }) => (canopy ? "c" : state[0])).join("")).to.equal("wwwcccc");
    expect(states.at(-1)?.state).to.equal("unknown");
  });

  it("knows nothing on a track that was not calibrated", () => {
    expect(statesOf(looksOf("wwddww"), () => undefined)).to.equal("uuuuuu");
  });

  it("is never surer of a look than its classifier, however extreme the value", () => {
    const looks = looksOf("wwwdwww").map((look) => (look.day === 18 ? { ...look, vvDb: 20 } : look));
    expect(statesOf(looks)).to.equal("wwwuwww");
  });

  it("opens what is visible at the first wet look and closes it with the crop or the season", () => {
    const season = { start: 0, end: 90 };
    const floodedOf = (pattern: string) =>
      firstWet(
        inferStates(looksOf(pattern), () => knownPdfs, rule),
        season,
      );
    expect(floodedOf("ddwwww")).to.equal(12);
    expect(floodedOf("dddddd")).to.equal(undefined);
    expect(visibleSpan(12, 57, season)).to.deep.equal({ opens: 12, closes: 69 });
    expect(visibleSpan(60, 57, season)).to.deep.equal({ opens: 60, closes: 90 });
  });
});

describe("establishment", () => {
  const interval = (previousWet: number, firstDry: number | undefined, nextWet: number | undefined) => ({
    ...{ previousWet, firstDry, nextWet, lastDry: firstDry, dryLooks: 1, dryRuns: 1, minDays: 1, maxDays: 9 },
  });
  const from = (...intervals: ReturnType<typeof interval>[]) =>
    establishedFrom(intervals, { opens: 0, closes: 90 }, 14);

  it("is the flooding where nothing is drained soon after it", () => {
    expect(from()).to.equal(0);
    expect(from(interval(12, 14, 24))).to.equal(0);
    expect(from(interval(3, undefined, 9))).to.equal(0);
  });

  it("is the water after a drainage for tilling, and after one for sowing that follows it", () => {
    expect(from(interval(6, 13, 24))).to.equal(24);
    expect(from(interval(3, 6, 30), interval(30, 33, 45), interval(59, 60, 70))).to.equal(45);
    expect(from(interval(3, 6, undefined))).to.equal(90);
  });
});

describe("track calibration", () => {
  const random = seededRandom(5n);
  const around = (vv: number, vh: number, count: number) =>
    Array.from({ length: count }, () => ({
      vvDb: vv + 1.2 * standardNormal(random),
      vhDb: vh + 1.2 * standardNormal(random),
    }));

  it("finds the two levels from unlabelled looks, even where one is rare", () => {
    const pdfs = fitWaterPdfs([...around(-17, -23.5, 160), ...around(-9.5, -19.5, 40)], {
      minSamples: 30,
      minSeparation: 2,
    });
    expect(pdfs?.wet.vvMean).to.be.closeTo(-17, 0.3);
    expect(pdfs?.dry.vvMean).to.be.closeTo(-9.5, 0.6);
    expect(pdfs?.wet.vhMean).to.be.closeTo(-23.5, 0.3);
  });

  it("refuses a track on which nothing stands apart, or with too few looks", () => {
    expect(fitWaterPdfs(around(-12, -20, 300), { minSamples: 30, minSeparation: 2 })).to.equal(undefined);
    expect(fitWaterPdfs(around(-12, -20, 20), { minSamples: 30, minSeparation: 2 })).to.equal(undefined);
    const flat = Array.from({ length: 50 }, () => ({ vvDb: -12, vhDb: -20 }));
    expect(fitWaterPdfs(flat, { minSamples: 30, minSeparation: 2 })).to.equal(undefined);
  });
});
