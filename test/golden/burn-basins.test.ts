import { expect } from "chai";

import { correlation, correlations, judgeBasins } from "../../scripts/burn/judge.ts";
import type { JudgedBasin } from "../../scripts/burn/judge.ts";
import { dataFolder, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

const count = (judged: readonly JudgedBasin[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { finding } of judged) {
    const name = finding.reason === "" ? finding.verdict : `${finding.verdict}: ${finding.reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

describe("burned basins, USGS and Landsat 7 pairs", function () {
  this.timeout(300_000);
  let judged: readonly JudgedBasin[] = [];
  const mostly = (): readonly JudgedBasin[] => judged.filter(({ basin }) => basin.highOrModerate > 0.5);
  const lesser = (): readonly JudgedBasin[] => judged.filter(({ basin }) => basin.highOrModerate <= 0.5);

  before(async function () {
    skipWithout(this, realFile("part2/integrity/burn_basins_usgs.csv"));
    judged = await judgeBasins(dataFolder);
  });

  it("flags at least 21 of the 22 that burned mostly at high or moderate severity", () => {
    console.log(`      mostly high or moderate: ${JSON.stringify(count(mostly()))}`);
    expect(mostly()).to.have.length(22);
    expect(mostly().filter(({ finding }) => finding.verdict === "loss")).to.have.length.at.least(21);
  });

  it("gives no all-clear to any of the 56, all of which burned", () => {
    console.log(`      burned less: ${JSON.stringify(count(lesser()))}`);
    expect(judged).to.have.length(56);
    expect(judged.filter(({ finding }) => finding.verdict === "all-clear")).to.deep.equal([]);
  });

  it("calls the green-up of the Witch fire by its name wherever it sees no loss", () => {
    const witch = judged.filter(({ basin }) => basin.fire === "Witch");
    console.log(`      Witch: ${JSON.stringify(count(witch))}`);
    const hidden = witch.filter(({ finding }) => finding.verdict !== "loss");
    expect(hidden.map(({ basin }) => basin.id)).to.include.members(["wit_5411", "wit_7288", "wit_7496"]);
    hidden.forEach(({ finding }) => {
      expect([finding.verdict, finding.reason]).to.deep.equal(["undetermined", "green-up"]);
      expect([finding.lowerM2, finding.upperM2]).to.deep.equal([0n, finding.claimedM2]);
    });
  });

  it("follows USGS's mean dNBR within a fire, as far as boxes are basins", () => {
    const r = correlations(judged);
    const pooled = correlation(judged.map(({ basin, meanDnbr }) => [meanDnbr, basin.meanDnbr] as const));
    const shown = Object.entries(r).map(([fire, value]) => `${fire} ${value.toFixed(2)}`);
    console.log(`      correlation of means: ${shown.join(", ")}; pooled ${pooled.toFixed(2)}`);
    for (const fire of ["Coal Seam", "Little Bear"]) expect(r[fire]).to.be.at.least(0.75);
    for (const fire of ["Station", "Witch"]) expect(r[fire]).to.be.at.least(0.6);
  });

  it("keeps its bounds in order, and observed within claimed", () => {
    judged.forEach(({ finding }) => {
      expect(finding.lowerM2 <= finding.observedM2 && finding.observedM2 <= finding.claimedM2).to.equal(true);
      expect(finding.lowerM2 <= finding.upperM2 && finding.upperM2 <= finding.claimedM2).to.equal(true);
      expect(finding.lowerKg <= finding.upperKg).to.equal(true);
      expect(finding.lastUnharmed < finding.firstSeen).to.equal(true);
    });
  });
});
