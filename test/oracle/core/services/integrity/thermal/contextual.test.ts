import { expect } from "chai";

import { backgroundOf } from "../../../../../../oracle/core/services/integrity/thermal/background.ts";
import { isClouded } from "../../../../../../oracle/core/services/integrity/thermal/brightness.ts";
import type { ThermalImage } from "../../../../../../oracle/core/services/integrity/thermal/brightness.ts";
import { firesOf } from "../../../../../../oracle/core/services/integrity/thermal/contextual.ts";
import {
  THERMAL_MIDDLE as MIDDLE,
  THERMAL_SIDE as SIDE,
  thermalImage,
} from "../../../../../../scripts/watch/simulated-series.ts";

type Pixel = {
  readonly t4: number;
  readonly t11: number;
  readonly t12: number;
  readonly red: number;
  readonly nir: number;
};

/** Savanna by day: T4 305 or 303 K, T11 300 or 299 K, checkered, so that every mean absolute deviation is known. */
const DAY = (at: number): Pixel => {
  const even = at % 2 === 0;
  return { t4: even ? 305 : 303, t11: even ? 300 : 299, t12: 299, red: 0.08, nir: 0.22 };
};
const night = (pixel: Pixel): Pixel => ({ ...pixel, red: NaN, nir: NaN });

const imageOf = (pixelAt: (at: number) => Pixel): ThermalImage => {
  const pixels = Array.from({ length: SIDE * SIDE }, (_, at) => pixelAt(at));
  const plane = (name: keyof Pixel): Float64Array => Float64Array.from(pixels, (pixel) => pixel[name]);
  const [t4, t11, t12, red, nir] = (["t4", "t11", "t12", "red", "nir"] as const).map(plane);
  return { width: SIDE, height: SIDE, t4: t4!, t11: t11!, t12: t12!, red: red!, nir: nir! };
};
const withMiddle = (change: Partial<Pixel>, ground = DAY): ThermalImage =>
  imageOf((at) => (at === MIDDLE ? { ...ground(at), ...change } : ground(at)));
const isFire = (image: ThermalImage): boolean => firesOf(image).some(({ at }) => at === MIDDLE);

describe("the contextual test of MODIS fires", () => {
  it("masks clouds by brightness and cold, by day and at night", () => {
    const clouded = (change: Partial<Pixel>): boolean => isClouded(withMiddle(change), MIDDLE);
    expect(clouded({ red: 0.5, nir: 0.41 })).to.equal(true);
    expect(clouded({ red: 0.5, nir: 0.39 })).to.equal(false);
    expect(clouded({ red: 0.4, nir: 0.31, t12: 284.9 })).to.equal(true);
    expect(clouded({ red: 0.4, nir: 0.31, t12: 285.1 })).to.equal(false);
    expect([clouded({ t12: 264.9 }), clouded({ t12: 265.1 })]).to.deep.equal([true, false]);
    expect(clouded({ red: NaN, nir: NaN, t12: 264.9 })).to.equal(true);
  });

  it("is sure above 360 K by day and 320 K at night, whatever lies round", () => {
    const cloudy = (at: number): Pixel => ({ ...DAY(at), t12: 250 });
    const [hot, warm] = [
      { t4: 360.1, t12: 299 },
      { t4: 359.9, t12: 299 },
    ];
    expect([isFire(withMiddle(hot, cloudy)), isFire(withMiddle(warm, cloudy))]).to.deep.equal([true, false]);
    const dark = (at: number): Pixel => night(cloudy(at));
    const ember = { t4: 320.1, t12: 299 };
    expect([isFire(withMiddle(ember, dark)), isFire(withMiddle({ ...ember, t4: 319.9 }, dark))]).to.deep.equal([
      true,
      false,
    ]);
  });

  it("takes the mean and the mean absolute deviation of the smallest window that is clear enough", () => {
    const background = backgroundOf(withMiddle({ t4: 330 }), MIDDLE)!;
    // 12 even and 12 odd neighbours: T4 304 +- 1, T11 299.5 +- 0.5, difference 4.5 +- 0.5.
    expect(background.t4).to.deep.equal({ mean: 304, deviation: 1 });
    expect(background.t11).to.deep.equal({ mean: 299.5, deviation: 0.5 });
    expect(background.difference).to.deep.equal({ mean: 4.5, deviation: 0.5 });
    expect(background.fires).to.equal(undefined);
  });

  it("wants a difference of 6 K and 3.5 deviations above the ground's by day, and a pixel as warm at 11 um as the ground", () => {
    // Above 10.5 K of difference, 310 K at 4 um, and 296 K at 11 um.
    expect(isFire(withMiddle({ t4: 310.7, t11: 300 }))).to.equal(true);
    expect(isFire(withMiddle({ t4: 310.4, t11: 300 }))).to.equal(false);
    expect(isFire(withMiddle({ t4: 310.7, t11: 295.9 }))).to.equal(false);
    expect(isFire(withMiddle({ t4: 309.9, t11: 297 }))).to.equal(false);
    expect(isFire(withMiddle({ t4: 310.7, t11: 300, nir: 0.3 }))).to.equal(false);
    const rough = (at: number): Pixel => ({ ...DAY(at), t4: at % 2 === 0 ? 308 : 300 });
    // Differences of 8 and 1 K: 4.5 +- 3.5, so that 16.75 K are wanted.
    expect(isFire(withMiddle({ t4: 317, t11: 300 }, rough))).to.equal(true);
    expect(isFire(withMiddle({ t4: 316.5, t11: 300 }, rough))).to.equal(false);
  });

  it("at night begins at 305 K and asks nothing of 11 um", () => {
    const dark = (at: number): Pixel => night({ ...DAY(at), t4: DAY(at).t4 - 15, t11: DAY(at).t11 - 15, t12: 284 });
    expect(isFire(withMiddle({ t4: 305.1, t11: 280 }, dark))).to.equal(true);
    expect(isFire(withMiddle({ t4: 304.9, t11: 280 }, dark))).to.equal(false);
  });

  it("leaves burning neighbours out of the background, and says nothing without eight that are clear", () => {
    const line = (at: number): Pixel =>
      at !== MIDDLE && Math.floor(at / SIDE) === 12 ? { ...DAY(at), t4: 340 } : DAY(at);
    const background = backgroundOf(imageOf(line), MIDDLE)!;
    expect(background.t4.mean).to.be.within(303, 305);
    expect(background.fires).to.deep.equal({ mean: 340, deviation: 0 });
    const clear = new Set([MIDDLE - 1, MIDDLE + 1, MIDDLE - SIDE, MIDDLE + SIDE, MIDDLE + 2, MIDDLE - 2, MIDDLE + 3]);
    const cloudy = (at: number): Pixel => (clear.has(at) || at === MIDDLE ? DAY(at) : { ...DAY(at), t12: 250 });
    expect(backgroundOf(imageOf(cloudy), MIDDLE)).to.equal(undefined);
  });

  it("is surer of hotter pixels, and less beside clouds", () => {
    const confidenceOf = (image: ThermalImage): number => firesOf(image).find(({ at }) => at === MIDDLE)!.confidence;
    const [cool, hot] = [confidenceOf(withMiddle({ t4: 320 })), confidenceOf(withMiddle({ t4: 345 }))];
    // Both differences are far out: only the ramp of T4 is below 1, at (320 - 310) / 30.
    expect(cool).to.equal(Math.round(100 * (1 / 3) ** (1 / 4)));
    expect(hot).to.equal(100);
    const beside = imageOf((at) =>
      at === MIDDLE ? { ...DAY(at), t4: 345 } : at === MIDDLE + 1 ? { ...DAY(at), t12: 250 } : DAY(at),
    );
    expect(confidenceOf(beside)).to.equal(Math.round(100 * (5 / 6) ** (1 / 4)));
  });

  it("finds no fire in 100 images without one, and at least 95 of 100 that warm a pixel by 25 K at 4 um, SIMULATED", () => {
    const found = (extra: number, from: number): number =>
      Array.from({ length: 100 }, (_, seed) => firesOf(thermalImage(from + seed, extra)).length).reduce(
        (a, b) => a + b,
        0,
      );
    expect(found(0, 0)).to.equal(0);
    // Where the noise at 11 um makes the pixel colder than its surroundings, test 5 holds a fire back.
    expect(found(25, 1_000)).to.be.within(95, 100);
  });
});
