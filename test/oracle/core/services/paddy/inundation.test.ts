import { expect } from "chai";

import type { FieldLook, InundationRule, PdfsOf } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { inferStates } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { fitWaterPdfs } from "../../../../../oracle/core/services/paddy/mixture.ts";
import { visibleSpan } from "../../../../../oracle/core/services/paddy/visible-span.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../oracle/core/uncertainty/sample.ts";
import { knownPdfs } from "./series.ts";

const rule: InundationRule = {
  meanWetDays: 20,
  meanDryDays: 10,
  falseDryRate: 0.05,
  falseWetRate: 0.05,
  certainty: 0.9,
  canopyVhDb: -17,
};
const LEVEL = { w: [-17, -23.5], d: [-9.5, -19.5], c: [-9, -14] } as const;
/** One look every six days: w wet, d dry, c canopy. */
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

  it("never sees through a closed canopy, whatever lies before and after", () => {
    expect(statesOf(looksOf("wwwcccwww"))).to.equal("wwwuuuwww");
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

  it("opens what is visible at flooding and closes it at the first of two canopy looks", () => {
    const season = { start: 0, end: 90 };
    const spanOf = (pattern: string) =>
      visibleSpan(
        inferStates(looksOf(pattern), () => knownPdfs, rule),
        season,
      );
    expect(spanOf("ddwwwwccc")).to.deep.equal({ opens: 12, closes: 36 });
    expect(spanOf("ddwwcwwwcc")).to.deep.equal({ opens: 12, closes: 48 });
    expect(spanOf("dddddd")).to.equal(undefined);
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
