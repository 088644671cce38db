import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { analyse } from "../../oracle/pipeline/analyse.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { arrange } from "../../scripts/burn/arrange.ts";
import { readBasins } from "../../scripts/burn/basins.ts";
import type { Basin } from "../../scripts/burn/basins.ts";
import { dataFolder, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

/** From the data folder to a finding, by way of a static catalogue, the whole pipeline and a bundle. */
const findingOf = async (fire: string): Promise<Finding> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-burn-"));
  try {
    const { scenes, project } = await arrange({ dataFolder, out, fire });
    const { outcome } = await analyse({
      shelf: memoryShelf(),
      runner: sharedRunner(await ownProgram("burn-severity-pair")),
      project,
      parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
      catalogue: scenes,
      policy: defaultPolicy,
    });
    return outcome as Finding;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

type Judged = { readonly basin: Basin; readonly finding: Finding; readonly meanDnbr: number };

/** Pearson's. */
const correlation = (pairs: readonly (readonly [number, number])[]): number => {
  const meanOf = (pick: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length;
  const [x, y] = [meanOf(0), meanOf(1)];
  const sumOf = (of: (dx: number, dy: number) => number): number =>
    pairs.reduce((sum, [a, b]) => sum + of(a - x, b - y), 0);
  return sumOf((dx, dy) => dx * dy) / Math.sqrt(sumOf((dx) => dx * dx) * sumOf((_, dy) => dy * dy));
};

const count = (judged: readonly Judged[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { finding } of judged) {
    const name = finding.reason === "" ? finding.verdict : `${finding.verdict}: ${finding.reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

describe("burned basins, USGS and Landsat 7 pairs", function () {
  this.timeout(300_000);
  const judged: Judged[] = [];
  const mostly = (): readonly Judged[] => judged.filter(({ basin }) => basin.highOrModerate > 0.5);
  const lesser = (): readonly Judged[] => judged.filter(({ basin }) => basin.highOrModerate <= 0.5);

  before(async function () {
    skipWithout(this, realFile("part2/integrity/burn_basins_usgs.csv"));
    for (const basin of await readBasins(dataFolder)) {
      const finding = await findingOf(basin.id);
      const { meanDnbr } = finding.diagnostics as { readonly meanDnbr: number };
      judged.push({ basin, finding, meanDnbr });
    }
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
    const fires = [...new Set(judged.map(({ basin }) => basin.fire))];
    const r = Object.fromEntries(
      fires.map((fire) => [
        fire,
        correlation(
          judged
            .filter(({ basin }) => basin.fire === fire)
            .map(({ basin, meanDnbr }) => [meanDnbr, basin.meanDnbr] as const),
        ),
      ]),
    );
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
