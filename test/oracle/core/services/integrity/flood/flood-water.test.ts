import { expect } from "chai";
import fc from "fast-check";

import type { Grid } from "../../../../../../oracle/core/grid/types.ts";
import { coverBoundary } from "../../../../../../oracle/core/ground/cover.ts";
import type { Scene } from "../../../../../../oracle/core/scenes/types.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import { floodWater } from "../../../../../../oracle/core/services/integrity/flood/flood-water.ts";
import { otsuThreshold } from "../../../../../../oracle/core/services/integrity/flood/otsu.ts";
import { FLOOD_REFERENCE } from "../../../../../../oracle/core/services/integrity/flood/terms.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { listedScene } from "../../../../../../scripts/simulate/listed-scene.ts";
import { speckle } from "../../../../../../scripts/simulate/speckle.ts";
import { runStages } from "../../../../../../scripts/simulate/run-stages.ts";
import { FOREST, PROJECT } from "../clearing/forest.ts";

const DAYS = ["2020-05-20", "2020-06-01", "2020-06-13", "2020-06-25"] as const;
const PERIOD = { start: "2020-05-01", end: "2020-07-01" };
const FRAME = {
  epsg: FOREST.epsg,
  transform: [10, 0, FOREST.originX, 0, -10, FOREST.originY],
  shape: [FOREST.height, FOREST.width] as const,
};
const radar = (date: string): Scene => listedScene({ id: `s1-${date}`, track: "26-descending", date }, FRAME);
const slope = (): Scene => {
  const scene = listedScene({ id: "dem", track: "none", date: "2020-05-02" }, FRAME);
  return { ...scene, assets: { slope: { ...scene.assets["vh"]!, key: "slope" } } };
};

/** Rivers stand always; the meadow is 20 by 20 pixels, 4 ha. */
const isRiver = (col: number): boolean => col < 8;
const isMeadow = (col: number, row: number): boolean => col >= 15 && col < 35 && row >= 10 && row < 30;

type Flood = {
  readonly dates: readonly string[];
  readonly scenes?: readonly Scene[];
  readonly slopeOf?: (col: number, row: number) => number;
};

const findingOf = ({ dates, scenes = DAYS.map(radar), slopeOf = () => 0 }: Flood): Finding => {
  const random = seededRandom(1n);
  const radars = scenes.filter(({ assets }) => "vh" in assets).toSorted((a, b) => (a.datetime < b.datetime ? -1 : 1));
  const project = { ...PROJECT, period: PERIOD };
  const planesOf = (grid: Grid, step: number): readonly Float32Array[] => {
    const [left, top] = [(grid.originX - FOREST.originX) / 10, (FOREST.originY - grid.originY) / 10].map(Math.round);
    const plane = (valueOf: (col: number, row: number) => number): Float32Array =>
      Float32Array.from({ length: grid.width * grid.height }, (_, at) =>
        valueOf(left! + (at % grid.width), top! + Math.floor(at / grid.width)),
      );
    const scene = radars[step];
    if (scene === undefined) return [plane(slopeOf)];
    const isWet = dates.includes(scene.datetime.slice(0, 10));
    const isWater = (col: number, row: number): boolean => isRiver(col) || (isWet && isMeadow(col, row));
    return [0.1, 0.02].map((dry) =>
      plane(
        (col, row) =>
          (isWater(col, row) ? dry / 12 : dry) * (0.25 * [1, 2, 3, 4].reduce((sum) => sum + speckle(random), 0)),
      ),
    );
  };
  return runStages(
    floodWater.start({
      project,
      scenes,
      ground: coverBoundary(project.boundary, project.edgeLevel),
      parameters: { ...FLOOD_REFERENCE, stockKgPerHa: { lower: 0, upper: 100_000 }, watchFrom: "2020-06-01" },
    }),
    (grid, _, at) => planesOf(grid, at),
  ) as Finding;
};

describe("flood water, SIMULATED Sentinel-1", () => {
  it("finds four hectares that two looks show, and leaves out the river that was there before", () => {
    const finding = findingOf({ dates: DAYS.slice(1, 3) });
    expect([finding.verdict, finding.cause]).to.deep.equal(["loss", "flood"]);
    // Averaging over five pixels takes a rim of about one away; the upper bound holds it.
    expect(Number(finding.lowerM2)).to.be.within(30_000, 40_400);
    expect(Number(finding.upperM2)).to.be.within(40_000, 60_000);
    expect(finding.lastUnharmed).to.equal(BigInt(Date.parse("2020-05-20T22:45:00Z") / 1000));
    expect(finding.upperKg).to.equal(finding.upperM2 * 10n);
  });

  it("is unconfirmed by one look, and clear by none", () => {
    const words = (dates: readonly string[]) => {
      const { verdict, reason } = findingOf({ dates });
      return [verdict, reason];
    };
    expect(words(DAYS.slice(3))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(words([])).to.deep.equal(["all-clear", ""]);
  });

  it("gives no all-clear without a look before, nor where looks are too far apart", () => {
    for (const scenes of [DAYS.slice(1), [DAYS[0], DAYS[3]]]) {
      const { verdict, reason, upperM2, claimedM2 } = findingOf({ dates: [], scenes: scenes.map(radar) });
      expect([verdict, reason, upperM2]).to.deep.equal(["undetermined", "not-enough-looks", claimedM2]);
    }
  });

  it("calls no steep ground flooded, where the catalogue has a slope", () => {
    const scenes = [...DAYS.map(radar), slope()];
    const steep = findingOf({ dates: DAYS.slice(1), scenes, slopeOf: (col) => (col >= 12 ? 20 : 0) });
    expect(steep.verdict).to.equal("all-clear");
    expect((steep.diagnostics as { slope: boolean }).slope).to.equal(true);
    expect(findingOf({ dates: DAYS.slice(1), scenes }).verdict).to.equal("loss");
  });
});

describe("Otsu's threshold", () => {
  it("lies between two heaps, and there is none of one value", () => {
    const heaps = Float64Array.from({ length: 200 }, (_, at) => (at < 60 ? -20 : -8) + (at % 5) / 10);
    const threshold = otsuThreshold(heaps, 0.1)!;
    expect(threshold).to.be.within(-19.6, -8);
    expect(otsuThreshold(Float64Array.of(1, 1, NaN), 0.1)).to.equal(undefined);
    expect(otsuThreshold(new Float64Array(0), 0.1)).to.equal(undefined);
  });

  it("is the split of greatest variance between, as trying every edge says", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 0 }), { minLength: 2, maxLength: 40 }), (list) => {
        const found = otsuThreshold(Float64Array.from(list), 1);
        const between = (edge: number): number => {
          const [low, high] = [list.filter((value) => value < edge), list.filter((value) => value >= edge)];
          if (low.length === 0 || high.length === 0) return 0;
          const mean = (part: readonly number[]): number => part.reduce((sum, value) => sum + value, 0) / part.length;
          return low.length * high.length * (mean(low) - mean(high)) ** 2;
        };
        const best = Math.max(...Array.from({ length: 42 }, (_, at) => between(at - 40)));
        if (found === undefined) expect(best).to.equal(0);
        else expect(between(found)).to.be.closeTo(best, 1e-6 * best);
      }),
    );
  });
});
