import { expect } from "chai";

import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { HEIGHT_REFERENCE } from "../../oracle/core/services/forest/height/terms.ts";
import { CAUAXI } from "../../scripts/forest/arrange.ts";
import { gediShots, quatreMontagnes, rhodeIsland } from "../../scripts/forest/field-data.ts";
import { measurePlace } from "../../scripts/forest/measure-place.ts";
import { nouraguesPlace, nouraguesPlot } from "../../scripts/forest/nouragues.ts";
import { refusalOfColours } from "../../scripts/forest/optical.ts";
import { standSkill } from "../../scripts/forest/stands.ts";
import { dataFolder, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

describe("real forests", function () {
  this.timeout(300_000);

  it("Cauaxi 2012 / 2014 is a loss that holds -1.53 m, with an error that knows neighbours, and earns nothing", async function () {
    skipWithout(this, realFile("part2/forest/cauaxi_chm_2012_1m_west.tif"));
    const { outcome } = await measurePlace(dataFolder, CAUAXI);
    expect(outcome).to.include({ kind: "finding", verdict: "loss", cause: "canopy-loss" });
    const finding = outcome as unknown as Finding;
    const { heightChangeM: change } = finding.diagnostics as {
      readonly heightChangeM: Readonly<
        Record<"mean" | "lower90" | "upper90" | "standardError" | "independentError", number>
      >;
    };
    expect(change.lower90).to.be.below(-1.53);
    expect(change.upper90).to.be.within(-1.53, 0);
    expect(change.mean).to.be.closeTo(-1.53, 0.05);
    expect(change.standardError).to.be.within(0.55, 0.75);
    expect(change.independentError).to.be.below(0.3);
    // 17.1 % of single pixels fell by more than 5 m; cells of 10 m average crowns and gaps.
    const share = (m2: bigint): number => Number(m2) / Number(finding.claimedM2);
    expect(share(finding.lowerM2)).to.be.within(0.1, 0.171);
    expect(share(finding.upperM2)).to.be.above(share(finding.lowerM2));
    expect(finding.lowerKg > 0n && finding.upperKg > finding.lowerKg).to.equal(true);
  });

  it("the trees of Nouragues weigh 463.589 Mg", async function () {
    skipWithout(this, realFile("forest/nouragues_plot_NB1_trees.csv"));
    const { trees, mg } = await nouraguesPlot(dataFolder);
    expect(trees).to.equal(542);
    expect(mg).to.be.closeTo(463.589, 0.001);
  });

  it("the plot of Nouragues is not joined to a map that lies 1.5 km away", async function () {
    skipWithout(this, realFile("forest/nouragues_chm_2012_1m.tif"));
    const error: unknown = await measurePlace(dataFolder, await nouraguesPlace(dataFolder)).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(SixfoldError);
    const { code, field, value } = error as SixfoldError;
    expect({ code, field }).to.deep.equal({ code: "SERVICE_PLOTS_APART", field: "plots" });
    expect((value as { readonly nearestM: number }).nearestM).to.be.within(1_000, 2_000);
  });

  it("basal area of Quatre Montagnes is told on clusters unseen, selection included", async function () {
    skipWithout(this, realFile("part2/forest/quatre_montagnes_plots_als.csv"));
    const skill = await quatreMontagnes(dataFolder);
    expect(skill.blocks).to.equal(13);
    expect(skill.nullRootMeanSquare).to.be.closeTo(14.9, 0.05);
    expect(skill.rootMeanSquare).to.be.at.most(10.5);
    expect(Math.abs(skill.bias)).to.be.below(skill.biasHalfWidth);
  });

  it("plots of Rhode Island gained 0.723 +- 0.309 Mg C/ha/yr, plots and not visits counted", async function () {
    skipWithout(this, realFile("part2/forest/rhode_island_fia_remeasured_plots.csv"));
    const { mean, halfWidth, plots, visits } = await rhodeIsland(dataFolder);
    expect({ plots, visits }).to.deep.equal({ plots: 48, visits: 75 });
    expect(mean / 0.723).to.be.within(0.99, 1.01);
    expect(halfWidth / 0.309).to.be.within(0.99, 1.01);
  });

  it("one Landsat image tells too little of a stand's biomass on ground unseen to measure by", async function () {
    skipWithout(this, realFile("part2/forest/knapp_landsat8_north.tif"));
    const { stands, byBlocks, byHalves } = await standSkill(dataFolder);
    expect(stands).to.be.at.least(200);
    expect(byBlocks).to.be.within(0, HEIGHT_REFERENCE.plots.leastSkill / 1000);
    expect(byHalves).to.be.below(byBlocks);
  });

  it("colours of one date or two are no canopy heights: neither growth nor loss is read from them", () => {
    const rule = "scene-without-canopy-height";
    const [cloudy, clear] = ["1986-07-01T00:00:00Z", "2001-07-01T00:00:00Z"] as const;
    expect(refusalOfColours([clear])).to.include({ code: "SERVICE_NO_PAIR" });
    const { code, refused } = refusalOfColours([cloudy, clear]);
    expect(code).to.equal("SERVICE_NO_PAIR");
    expect(refused).to.deep.equal([
      { sceneId: "landsat-1986", rule },
      { sceneId: "landsat-2001", rule },
    ]);
  });

  it("no GEDI shot of the cerrado gets a model of rain forest", async function () {
    skipWithout(this, realFile("forest/gedi_l2a_o01964.csv"));
    expect(await gediShots(dataFolder)).to.deep.equal({ shots: 153, refused: 153 });
  });
});
