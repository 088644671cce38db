import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { dateOf, dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import { ENDMEMBERS } from "../../../../../../oracle/core/services/integrity/unmixing/endmembers.ts";
import { painted } from "../../../../../helpers/layers.ts";
import { findingOf, opticalScene, PARAMETERS, scenesOf } from "./forest.ts";
import type { Forest } from "./forest.ts";

/** Two by three plots of 60 m, 2.16 ha, cleared on a day. */
const felled =
  (from: string, drop = 4): NonNullable<Forest["dropDb"]> =>
  (col, row, date) =>
    col >= 12 && col < 24 && row >= 12 && row < 30 && date >= from ? drop : 0;

const refusalOf = (forest: Forest): SixfoldError => {
  try {
    findingOf(forest);
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("clearing by Bayesian updating, SIMULATED Sentinel-1", function () {
  this.timeout(120_000);

  it("finds a clearing of two hectares, dates it, and bounds it by area, stock and share", () => {
    const finding = findingOf({ seed: 1, dropDb: felled("2022-05-01") });
    expect([finding.verdict, finding.reason, finding.cause]).to.deep.equal(["loss", "", "clearing"]);
    expect(Number(finding.lowerM2)).to.be.closeTo(21_600, 100);
    expect(finding.upperM2 >= finding.lowerM2).to.equal(true);
    expect(finding.lowerKg).to.equal(0n);
    expect(finding.upperKg).to.equal(finding.upperM2 * 20n);
    const [{ onset, confirmed }] = (finding.diagnostics as { events: [{ onset: string; confirmed: string }] }).events;
    expect(onset >= "2022-05-01" && onset <= "2022-05-13").to.equal(true);
    expect(dayOf(confirmed) - dayOf(onset)).to.be.within(12, 36);
    expect(finding.lastUnharmed < BigInt(dayOf("2022-05-01")) * 86_400n).to.equal(true);
    expect(finding.firstSeen >= BigInt(dayOf("2022-05-01")) * 86_400n).to.equal(true);
  });

  it("depends on no order of scenes, on no duplicate, and on no window", () => {
    const forest = { seed: 2, dropDb: felled("2022-05-01") };
    const plain = painted(findingOf(forest) as never);
    const shuffled = scenesOf().toReversed();
    expect(painted(findingOf({ ...forest, scenes: shuffled }) as never)).to.deep.equal(plain);
    const lattice = { col: -3, row: -5, blockWidth: 13, blockHeight: 11 };
    expect(painted(findingOf({ ...forest, lattice }) as never)).to.deep.equal(plain);
    const [first, ...others] = scenesOf();
    const twice = findingOf({ ...forest, scenes: [first!, ...others, { ...first!, id: "s1-again" }] });
    expect(twice.refused).to.deep.equal([{ sceneId: "s1-again", rule: "scene-duplicate" }]);
  });

  it("raises no alert in 100 undisturbed series of three years", () => {
    const verdicts = Array.from({ length: 100 }, (_, seed) => findingOf({ seed: 1000 + seed }).verdict);
    expect(verdicts.filter((verdict) => verdict !== "all-clear")).to.deep.equal([]);
  });

  it("finds 40 of 40 clearings of two hectares, none before its day", () => {
    const found = Array.from({ length: 40 }, (_, seed) =>
      findingOf({ seed: 2000 + seed, dropDb: felled("2022-05-01", 3) }),
    );
    expect(found.filter(({ verdict }) => verdict === "loss")).to.have.length(40);
    const early = found.filter(({ firstSeen }) => firstSeen < BigInt(dayOf("2022-05-01")) * 86_400n);
    expect(early).to.deep.equal([]);
  });

  it("gives no all-clear where looks end, where history is short, or where all of it changed", () => {
    const wordsOf = (forest: Forest) => {
      const { verdict, reason, upperM2, claimedM2 } = findingOf(forest);
      expect(upperM2).to.equal(claimedM2);
      return [verdict, reason];
    };
    const ended = scenesOf().filter(({ datetime }) => datetime < "2023-06-01");
    expect(wordsOf({ seed: 3, scenes: ended })).to.deep.equal(["undetermined", "not-enough-looks"]);
    const late = scenesOf().filter(({ datetime }) => datetime > "2020-10-01");
    expect(wordsOf({ seed: 3, scenes: late })).to.deep.equal(["undetermined", "not-enough-looks"]);
    const all = (_col: number, _row: number, date: string): number => (date >= "2022-05-01" ? 5 : 0);
    expect(wordsOf({ seed: 3, dropDb: all })).to.deep.equal(["undetermined", "all-changed"]);
    const clouded = (col: number): number => (col < 21 ? NaN : 0);
    expect(wordsOf({ seed: 3, dropDb: clouded })).to.deep.equal(["undetermined", "not-enough-looks"]);
  });

  it("says unconfirmed where the last looks show what no other day has", () => {
    const { verdict, reason } = findingOf({ seed: 4, dropDb: felled("2023-12-05", 5) });
    expect([verdict, reason]).to.deep.equal(["undetermined", "unconfirmed"]);
  });

  it("confirms a radar onset by an optical look of the same days", () => {
    // Four days after each look of the radar.
    const optical = scenesOf().map(({ datetime }) => opticalScene(dateOf(dayOf(datetime) + 4)));
    const scenes = [...scenesOf(), ...optical.slice(0, -1)];
    const isFelled = felled("2022-05-01");
    const finding = findingOf({
      seed: 5,
      dropDb: isFelled,
      scenes,
      opticalOf: (col, row, date) => (isFelled(col, row, date) > 0 ? [0.2, 0.25, 5] : [0.04, 0.4, 4]),
    });
    const [{ onset, confirmed }] = (finding.diagnostics as { events: [{ onset: string; confirmed: string }] }).events;
    expect(finding.verdict).to.equal("loss");
    expect(dayOf(confirmed) - dayOf(onset)).to.be.at.most(12);
  });

  it("looks by fractions where a scene can be unmixed, and finds by them what was felled", () => {
    const bands = ["blue", "green", "red", "nir", "swir16", "swir22"];
    const scenes = scenesOf().map(({ datetime }) => opticalScene(dateOf(dayOf(datetime)), bands));
    const isFelled = felled("2022-05-01");
    const { greenVegetation, deadVegetation, soil } = ENDMEMBERS;
    // Shade of three tenths; what is felled is half soil and half dead wood.
    const mixture = (col: number, row: number, date: string): readonly number[] =>
      soil.map((bare, k) =>
        isFelled(col, row, date) > 0 ? 0.35 * (bare + deadVegetation[k]!) : 0.65 * greenVegetation[k]! + 0.05 * bare,
      );
    const finding = findingOf({ seed: 9, scenes, opticalOf: (col, row, date) => [...mixture(col, row, date), 4] });
    expect([finding.verdict, Number(finding.lowerM2) > 21_000]).to.deep.equal(["loss", true]);
    const [{ onset }] = (finding.diagnostics as { events: [{ onset: string }] }).events;
    expect(dayOf(onset) - dayOf("2022-05-01")).to.be.within(0, 12);
  });

  it("refuses decibels and digital numbers for power", () => {
    const decibels: Forest = { seed: 6, dropDb: () => -60 };
    expect(refusalOf(decibels)).to.include({ code: "SERVICE_UNITS", field: "s1-2020-01-01" });
    expect(refusalOf(decibels).rule).to.contain("linear power");
  });

  it("refuses a watch outside the period, scenes without track, and a catalogue without a look", () => {
    const parameters = { ...PARAMETERS, watchFrom: "2019-12-31" };
    expect(refusalOf({ seed: 7, parameters })).to.include({ code: "SERVICE_PERIOD", field: "practice/watchFrom" });
    expect(refusalOf({ seed: 7, scenes: [] })).to.include({ code: "SERVICE_NO_LOOK" });
    const trackless = scenesOf().map((scene) => ({ ...scene, track: undefined }));
    expect(refusalOf({ seed: 7, scenes: trackless })).to.include({ code: "SERVICE_NO_LOOK" });
    const coarse = { ...PARAMETERS, scenes: { ...PARAMETERS.scenes, maxPixelM: 5 } };
    expect(refusalOf({ seed: 7, parameters: coarse })).to.include({ code: "SERVICE_PIXEL_SIZE" });
  });

  it("counts claimed cells alone: the plots hold the claim's area and no more", () => {
    const { claimedM2 } = findingOf({ seed: 8 });
    expect(Number(claimedM2)).to.be.within(0.97 * 420 ** 2, 1.03 * 420 ** 2);
  });
});
