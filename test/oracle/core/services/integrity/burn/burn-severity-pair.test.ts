import { expect } from "chai";
import fc from "fast-check";

import { pixelAreas } from "../../../../../../oracle/core/grid/pixel-area.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import { burnParameters } from "../../../../../../oracle/core/services/integrity/burn/terms.ts";
import { BURN_REFERENCE } from "../../../../../../oracle/core/services/integrity/burn/terms.ts";
import { randomOf } from "../../../kernels/by-windows.ts";
import { CLAIM, findingOf, isReference, PAIR, PARAMETERS, pixel, PLACE, placeInClaim, sceneOf } from "./place.ts";
import type { Look, Pixel } from "./place.ts";

const FOREST = 0.6;
const UNSEEN: Pixel = [NaN, NaN, NaN, NaN];

/** A finding as plain data, to compare. */
const painted = async (finding: Finding) => ({
  ...finding,
  layers: await Promise.all(
    finding.layers.map(async ({ rows, ...rest }) => ({ ...rest, values: await rows(0, rest.grid.height) })),
  ),
});

/** m2 of the claim's pixels in reading order. */
const AREAS = pixelAreas(PLACE, CLAIM);
const areaOf = (isIn: (place: number) => boolean): number =>
  AREAS.reduce((sum, m2, place) => (isIn(place) ? sum + m2 : sum), 0);

/** Green ground whose dNBR is given for each of the claim's pixels; what lies outside burned. */
const ground =
  (changeOf: (place: number) => number, before = FOREST): Look["valueOf"] =>
  (col, row) => {
    const place = placeInClaim(col, row);
    return place === undefined ? pixel(FOREST, 0.7) : pixel(before, changeOf(place));
  };

/** Noise of a pair that did not change: even, within 0.06 of a mean. */
const noise =
  (mean = 0) =>
  (place: number): number =>
    mean + ((place * 7919) % 121) / 1000 - 0.06;

const wordsOf = (look: Look): readonly [string, string] => {
  const { verdict, reason } = findingOf(look);
  return [verdict, reason];
};

describe("burn severity of a pair: losses", () => {
  // A quarter burned at dNBR 0.5: moderate-high, and moderate-low if the thresholds lie 0.1 higher.
  const quarter = ground((place) => (place < 300 ? 0.5 : -0.02));

  it("bounds area and stock as computed by hand", () => {
    const finding = findingOf({ valueOf: quarter });
    const burned = areaOf((place) => place < 300);
    expect([finding.kind, finding.verdict, finding.reason, finding.cause]).to.deep.equal([
      "finding",
      "loss",
      "",
      "fire",
    ]);
    expect(finding.claimedM2).to.equal(BigInt(Math.floor(areaOf(() => true))));
    expect(finding.observedM2).to.equal(finding.claimedM2);
    expect(finding.lowerM2).to.equal(BigInt(Math.floor(burned)));
    expect(finding.upperM2).to.equal(BigInt(Math.ceil(burned)));
    // 10 kg/m2, of which a quarter dies and 36 % of that is gone; 20 kg/m2, of which three quarters die.
    expect(finding.lowerKg).to.equal(BigInt(Math.floor(Math.floor(burned) * 10 * 0.25 * 0.36)));
    expect(finding.upperKg).to.equal(BigInt(Math.ceil(Math.ceil(burned) * 20 * 0.75)));
  });

  it("dates the loss by the pair", () => {
    const { lastUnharmed, firstSeen } = findingOf({ valueOf: quarter });
    expect([lastUnharmed, firstSeen]).to.deep.equal([1_591_812_000n, 1_623_607_200n]);
  });

  it("adds to the upper bound what was not seen, and keeps a loss that clouds half hide", () => {
    const valueOf: Look["valueOf"] = (col, row) => ((placeInClaim(col, row) ?? 0) >= 600 ? UNSEEN : quarter(col, row));
    const finding = findingOf({ valueOf });
    const unseen = finding.claimedM2 - finding.observedM2;
    expect(Number(unseen)).to.be.closeTo(
      areaOf((place) => place >= 600),
      1,
    );
    expect(finding.verdict).to.equal("loss");
    expect(finding.upperM2 - finding.lowerM2 - unseen).to.be.oneOf([0n, 1n]);
    expect(finding.upperKg > findingOf({ valueOf: quarter }).upperKg).to.equal(true);
  });

  it("paints dNBR, RdNBR, RBR, severity and observed, over claimed ground alone", async () => {
    const { layers } = await painted(findingOf({ valueOf: quarter }));
    const byName = new Map(layers.map(({ name, values, nodata }) => [name, { values, nodata }]));
    const kinds = (name: string): readonly number[] =>
      [...new Set(byName.get(name)!.values)]
        .filter((value) => value !== byName.get(name)!.nodata)
        .sort((a, b) => a - b);
    expect(kinds("dnbr")).to.deep.equal([-20, 500]);
    // 0.5 / sqrt(0.6) = 0.6455 and 0.5 / 1.601 = 0.3123.
    expect(kinds("rdnbr")).to.deep.equal([-26, 645]);
    expect(kinds("rbr")).to.deep.equal([-12, 312]);
    expect(kinds("severity")).to.deep.equal([2, 5]);
    expect(kinds("observed")).to.deep.equal([1]);
    expect(byName.get("observed")!.values.filter((value) => value === 1)).to.have.length(CLAIM.width * CLAIM.height);
  });
});

describe("burn severity of a pair: all-clear only on positive evidence", () => {
  it("is given for green ground that stayed green, in one season", () => {
    const finding = findingOf({ valueOf: ground(noise()) });
    expect([finding.verdict, finding.reason, finding.lowerM2]).to.deep.equal(["all-clear", "", 0n]);
    // What could have gone unseen: dNBR of 0 and more, as thresholds may lie off by 0.1.
    expect(Number(finding.upperM2)).to.be.closeTo(
      areaOf((place) => Math.round(noise()(place) * 1000) >= 0),
      2,
    );
  });

  it("is not given where a green-up hides a fire, of part of the ground or of all", () => {
    // A light fire of 0.15 over half of the ground, and rain after it.
    const burned = (place: number): number => (place % 2 === 0 ? 0.15 : 0);
    const greened = (gain: number) => ground((place) => noise()(place) + burned(place) - gain);
    expect(wordsOf({ valueOf: greened(0.15) })).to.deep.equal(["undetermined", "green-up"]);
    expect(wordsOf({ valueOf: ground((place) => (place % 10 === 0 ? -0.3 : 0)) })).to.deep.equal([
      "undetermined",
      "green-up",
    ]);
    expect(wordsOf({ valueOf: ground(noise(-0.07)) })).to.deep.equal(["undetermined", "green-up"]);
  });

  it("says that all of the claim may be lost where nothing can be said", () => {
    const finding = findingOf({ valueOf: ground(noise(-0.07)) });
    expect(finding.upperM2).to.equal(finding.claimedM2);
    expect(finding.upperKg).to.equal(finding.claimedM2 * 20n);
  });

  it("is not given in another season, over more than a year, or for ranges that may be either", () => {
    const valueOf = ground(noise());
    const before = PAIR[0]!;
    for (const datetime of ["2020-12-10T18:00:00Z", "2021-08-10T18:00:00Z"])
      expect(wordsOf({ valueOf, scenes: [before, sceneOf("after", datetime)] })).to.deep.equal([
        "undetermined",
        "dates-not-comparable",
      ]);
    const ranged = {
      properties: { datetime: null, start_datetime: "2021-05-01T00:00:00Z", end_datetime: "2021-08-30T00:00:00Z" },
    };
    const composite = sceneOf("after", "2021-05-01T00:00:00Z", { item: ranged });
    expect(wordsOf({ valueOf, scenes: [before, composite] })).to.deep.equal(["undetermined", "dates-not-comparable"]);
  });

  it("is not given for bare soil, for ground that darkened a little, or for what was not seen", () => {
    expect(wordsOf({ valueOf: ground(noise(), 0.05) })).to.deep.equal(["undetermined", "not-green"]);
    const darkened = ground((place) => (place % 10 === 0 ? 0.15 : 0));
    expect(wordsOf({ valueOf: darkened })).to.deep.equal(["undetermined", "darkened"]);
    expect(wordsOf({ valueOf: ground(noise(0.07)) })).to.deep.equal(["undetermined", "darkened"]);
    const clouded: Look["valueOf"] = (col, row) =>
      (placeInClaim(col, row) ?? 0) % 3 === 0 ? UNSEEN : ground(noise())(col, row);
    expect(wordsOf({ valueOf: clouded })).to.deep.equal(["undetermined", "not-observed"]);
    expect(wordsOf({ valueOf: () => UNSEEN })).to.deep.equal(["undetermined", "not-observed"]);
    const lake: Look["valueOf"] = () => [0.02, 0.01, 0.02, 0.01];
    expect(wordsOf({ valueOf: lake })).to.deep.equal(["undetermined", "not-observed"]);
  });
});

describe("burn severity of a pair: the unburned offset", () => {
  const offsetOf = (reference: (place: number) => number, before = FOREST) => {
    // In the claim a fire of 0.15 under a green-up of 0.09; around, what the case says.
    const valueOf: Look["valueOf"] = (col, row) => {
      if (isReference(col, row)) return pixel(before, reference(col * 31 + row));
      return ground((place) => (place < 600 ? 0.15 : 0) - 0.09)(col, row);
    };
    const finding = findingOf({ valueOf, withReference: true });
    const { offset, band, offsetRefused } = finding.diagnostics as {
      readonly offset: number;
      readonly band: number;
      readonly offsetRefused: string | null;
    };
    return { finding, offset, band, offsetRefused };
  };

  it("is taken from ground that stayed green and unchanged, and brings a hidden fire to light", () => {
    const { finding, offset, band, offsetRefused } = offsetOf((place) => -0.09 + ((place % 5) - 2) / 1000);
    expect([offset, offsetRefused]).to.deep.equal([-90, null]);
    expect(band).to.equal(3);
    expect(finding.verdict).to.equal("loss");
    expect(Number(finding.lowerM2)).to.be.closeTo(
      areaOf((place) => place < 600),
      1,
    );
  });

  it("is refused from ground that burned, changed here and there, darkened, greened too far or was bare", () => {
    const cases: readonly (readonly [ReturnType<typeof offsetOf>, string])[] = [
      [offsetOf(() => 0.6), "reference-not-green"],
      [offsetOf((place) => (place % 2 === 0 ? 0.1 : -0.2)), "reference-not-uniform"],
      [offsetOf(() => 0.09), "reference-may-have-burned"],
      [offsetOf(() => -0.15), "reference-greened"],
      [offsetOf(() => -0.05, 0), "reference-not-green"],
    ];
    cases.forEach(([{ finding, offset, band, offsetRefused }, rule]) => {
      expect([offset, band, offsetRefused]).to.deep.equal([0, 100, rule]);
      expect(finding.verdict).to.equal("undetermined");
    });
  });

  it("leaves claimed ground out of the reference, and refuses one of a few pixels", () => {
    const few = { ...PARAMETERS, reference: { ...PARAMETERS.reference, leastPixels: 361 } };
    const { diagnostics } = findingOf({ valueOf: ground(noise()), withReference: true, parameters: few });
    expect(diagnostics).to.deep.include({ offset: 0, offsetRefused: "reference-too-small" });
    expect(diagnostics).to.have.nested.property("reference.observedPixels", 360);
  });
});

describe("burn severity of a pair: failures", () => {
  const codeOf = (look: Look): string | undefined => {
    try {
      findingOf(look);
      return undefined;
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };

  it("refuses digital numbers and percent: NBR would look right and mean nothing", () => {
    for (const scale of [10_000, 100]) {
      const valueOf: Look["valueOf"] = (col, row) =>
        ground(noise())(col, row).map((value) => value * scale) as unknown as Pixel;
      expect(codeOf({ valueOf })).to.equal("SERVICE_NOT_REFLECTANCE");
    }
  });

  it("refuses thresholds in units where thousandths are meant", () => {
    const severity = { thresholds: [-0.25, -0.1, 0.1, 0.27, 0.44, 0.66], band: 0.1 };
    expect(burnParameters.safeParse(BURN_REFERENCE).success).to.equal(true);
    expect(burnParameters.safeParse({ ...BURN_REFERENCE, severity }).success).to.equal(false);
    const unordered = { thresholds: [-250, -100, 270, 100, 440, 660], band: 100 };
    expect(burnParameters.safeParse({ ...BURN_REFERENCE, severity: unordered }).success).to.equal(false);
  });

  it("refuses scenes by rule, and a period without a pair", () => {
    const valueOf = ground(noise());
    const [before, after] = PAIR as [(typeof PAIR)[number], (typeof PAIR)[number]];
    const spare = [
      sceneOf("cloudy", "2020-02-01T00:00:00Z", { cloudCover: 60 }),
      sceneOf("early", "2019-06-10T18:00:00Z"),
      sceneOf("between", "2020-12-01T00:00:00Z"),
      sceneOf("radar", "2021-07-01T00:00:00Z", { assets: {} }),
    ];
    const { refused, verdict } = findingOf({ valueOf, scenes: [...spare, after, before] });
    expect(verdict).to.equal("all-clear");
    expect(refused.map(({ sceneId, rule }) => `${sceneId}: ${rule}`).sort()).to.deep.equal([
      "between: scene-between-the-pair",
      "cloudy: scene-cloudy",
      "early: scene-outside-period",
      "radar: scene-without-nir-and-swir22",
    ]);
    expect(codeOf({ valueOf, scenes: [before, ...spare.slice(0, 2)] })).to.equal("SERVICE_NO_PAIR");
  });

  it("resamples nothing: a pair off one lattice, or of large pixels, is refused", () => {
    const shifted = (by: number, pixelSize: number) => {
      const [nir, swir] = Object.values(PAIR[1]!.assets) as [never, never];
      const at = (asset: object) => ({
        ...asset,
        transform: [pixelSize, 0, PLACE.originX + by, 0, -pixelSize, PLACE.originY],
      });
      return sceneOf("after", PAIR[1]!.datetime, { assets: { nir08: at(nir), swir22: at(swir) } as never });
    };
    const valueOf = ground(noise());
    const off = codeOf({ valueOf, scenes: [PAIR[0]!, shifted(0.0001, 0.00027)] });
    expect(off).to.equal("SERVICE_LATTICE");
    const strict = { ...PARAMETERS, scenes: { ...PARAMETERS.scenes, maxPixelM: 20 } };
    expect(codeOf({ valueOf, parameters: strict })).to.equal("SERVICE_PIXEL_SIZE");
  });
});

describe("burn severity of a pair: sameness", () => {
  const random = (seed: number): Look["valueOf"] => {
    const next = randomOf(seed);
    const values = new Map<string, Pixel>();
    return (col, row) => {
      const key = `${col},${row}`;
      const known = values.get(key) ?? (next() < 0.1 ? UNSEEN : pixel(0.9 * next(), next() - 0.3));
      values.set(key, known);
      return known;
    };
  };

  const blocks = fc.record({
    col: fc.integer({ min: -20, max: 0 }),
    row: fc.integer({ min: -20, max: 0 }),
    blockWidth: fc.integer({ min: 3, max: 40 }),
    blockHeight: fc.integer({ min: 3, max: 40 }),
  });

  it("does not depend on windows, their order or the order of scenes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), blocks, async (seed, lattice) => {
        const valueOf = random(seed);
        const whole = await painted(findingOf({ valueOf, withReference: true }));
        const split = findingOf({ valueOf, withReference: true, lattice, scenes: PAIR.toReversed() });
        expect(await painted(split)).to.deep.equal(whole);
      }),
      { numRuns: 10 },
    );
  });

  it("equals a sum over pixels, one by one", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const valueOf = random(seed);
        const finding = findingOf({ valueOf });
        const { fround } = Math;
        const nbr = (n: number, s: number): number => fround(fround(n - s) / fround(n + s));
        let [observed, certain, possible, regrown] = [0, 0, 0, 0];
        AREAS.forEach((m2, place) => {
          const at = [CLAIM.col + (place % CLAIM.width), CLAIM.row + Math.floor(place / CLAIM.width)] as const;
          const [n0, s0, n1, s1] = valueOf(...at).map(fround) as [number, number, number, number];
          if (![n0, s0, n1, s1].every((value) => value > 0 && value <= 1)) return;
          const change = Math.round(fround(fround(nbr(n0, s0) - nbr(n1, s1)) * 1000));
          observed += m2;
          if (change >= 200) certain += m2;
          if (change >= 0) possible += m2;
          if (change < -100) regrown += m2;
        });
        expect(Number(finding.observedM2)).to.be.closeTo(observed, 1);
        expect(Number(finding.lowerM2)).to.be.closeTo(certain, 4);
        expect(finding.verdict).to.equal("loss");
        const unseen = Number(finding.claimedM2) - observed;
        expect(Number(finding.upperM2)).to.be.closeTo(possible + regrown + unseen, 8);
      }),
      { numRuns: 10 },
    );
  });
});
