import { existsSync } from "node:fs";

import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { footprintBiomass } from "../../oracle/core/services/forest/gedi/footprint.ts";
import { decibels, gammaNought } from "../../oracle/core/services/forest/radar/palsar.ts";
import { HEIGHT_REFERENCE } from "../../oracle/core/services/forest/height/terms.ts";
import { CAUAXI } from "./arrange.ts";
import { gediShots, quatreMontagnes, rhodeIsland } from "./field-data.ts";
import { measurePlace } from "./measure-place.ts";
import { refusalOfColours } from "./optical.ts";
import { standSkill } from "./stands.ts";
import { nouraguesPlace, nouraguesPlot } from "./nouragues.ts";
import { simulatedLBandTruth, simulatedTruth } from "./simulated-truth.ts";
import type { TruthHeld } from "./simulated-truth.ts";

type Row = readonly [data: string, reached: string, goal: string];

const fixed = (value: number, digits = 3): string => value.toFixed(digits);
const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "none");

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "not refused";
  } catch (error) {
    if (error instanceof SixfoldError) return `${error.code} ${JSON.stringify(error.value)}`;
    throw error;
  }
};

const cauaxi = async (data: string): Promise<Row> => {
  const { outcome } = await measurePlace(data, CAUAXI);
  const finding = outcome as unknown as Finding;
  const { heightChangeM: m } = finding.diagnostics as { readonly heightChangeM: Readonly<Record<string, number>> };
  const reached = `${outcome.kind} ${finding.verdict}: ${fixed(m["mean"]!)} m, 90 % from ${fixed(m["lower90"]!)} to ${fixed(m["upper90"]!)}, standard error ${fixed(m["standardError"]!)}`;
  return ["Cauaxi lidar 2012 / 2014", reached, "a loss whose interval holds -1.53 m; standard error 0.55 to 0.75"];
};

const nouragues = async (data: string): Promise<Row> => {
  const { trees, mg } = await nouraguesPlot(data);
  const joined = await refusalOf(measurePlace(data, await nouraguesPlace(data)));
  return ["Nouragues plot and map", `${fixed(mg)} Mg of ${trees} trees; ${joined}`, "463.589 Mg of 542; refused"];
};

const montagnes = async (data: string): Promise<Row> => {
  const skill = await quatreMontagnes(data);
  const [least, most] = skill.overBlocks.map((value) => fixed(value, 1)) as [string, string];
  const reached = `RMSE ${fixed(skill.rootMeanSquare, 2)} m2/ha (none: ${fixed(skill.nullRootMeanSquare, 2)}), r ${fixed(skill.correlation, 2)}, bias ${fixed(skill.bias, 2)} +- ${fixed(skill.biasHalfWidth, 2)}, over clusters ${least} to ${most}`;
  return ["quatre_montagnes", reached, "RMSE at most 10.5, selection nested"];
};

const island = async (data: string): Promise<Row> => {
  const { mean, halfWidth, plots, visits } = await rhodeIsland(data);
  const reached = `${fixed(mean)} +- ${fixed(halfWidth)} Mg C/ha/yr, ${plots} plots, ${visits} visits`;
  return ["Rhode Island plots", reached, "0.723 +- 0.309, to 1 %; 48 plots, 75 visits"];
};

const colours = (datetimes: readonly string[]): string => {
  const { code, refused } = refusalOfColours(datetimes);
  return `${code}, ${refused.map(({ sceneId, rule }) => `${sceneId} ${rule}`).join(", ")}`;
};

const knapp = async (data: string): Promise<readonly Row[]> => {
  const { stands, blocks, byBlocks, byHalves } = await standSkill(data);
  const least = HEIGHT_REFERENCE.plots.leastSkill / 1000;
  const usable = byBlocks >= least ? "" : `, below ${least}: no stand's biomass by it`;
  const skill = `${fixed(byBlocks, 2)} of the squared error over ${blocks} blocks, ${fixed(byHalves, 2)} over halves, ${stands} stands${usable}`;
  return [
    ["Knapp stands by one Landsat image", skill, "strata at most; stand biomass refused"],
    ["Knapp, change by that image", colours(["2023-07-01T00:00:00Z"]), "refused"],
    ["Landsat 1986 (cloudy) and 2001", colours(["1986-07-01T00:00:00Z", "2001-07-01T00:00:00Z"]), "refused"],
  ];
};

const instruments = async (data: string): Promise<readonly Row[]> => {
  const { biomass } = footprintBiomass({
    stratum: "EBT_SAs",
    relativeHeights: { 50: 19.149999618530273, 98: 37.150001525878906 },
  });
  const { shots, refused } = await gediShots(data);
  const db = [1000, 2000, 3000, 5000].map((dn) => fixed(decibels(gammaNought(dn)!)));
  return [
    ["GEDI shot 91680600300633870", `${biomass} Mg/ha`, "271.13409507246865, to 1e-8"],
    ["GEDI shots of the cerrado", `${refused} of ${shots} refused: another stratum`, "all refused"],
    ["PALSAR DN 1000, 2000, 3000, 5000", `${db.join(", ")} dB`, "-23.000, -16.979, -13.458, -9.021"],
  ];
};

const simulated = (trials: number): readonly Row[] =>
  [
    { name: "a forest that earns", of: () => simulatedTruth(trials) },
    { name: "the same, and its belt loses", of: () => simulatedTruth(trials, { leaked: 0.2 }) },
    { name: "a forest that grows as all do", of: () => simulatedTruth(trials, { added: 0 }) },
    { name: "a forest that earns, under L-band", of: () => simulatedLBandTruth(trials) },
    { name: "a forest that grows as all do, under L-band", of: () => simulatedLBandTruth(trials, { added: 0 }) },
  ].map(({ name, of }: { readonly name: string; readonly of: () => TruthHeld }): Row => {
    const { measured, held, over, farOver, medianBias, refusals } = of();
    const why = Object.entries(refusals).map(([code, count]) => `${code} ${count}`);
    const reached = `${measured} of ${trials} measured; held ${percent(held)}, credit over truth ${percent(over)}, by more than the half-width ${percent(farOver)}, median bias ${percent(medianBias)}; ${why.join(", ")}`;
    return [`SIMULATED: ${name}`, reached, "held 87 to 93 %, over at most 30 %, far over at most 5 %, bias under 3 %"];
  });

/** Prints what the forest methodology reaches beside its goals: on the data folder where it exists, and on simulated truth. */
export const judgeForest = async (dataFolder: string, trials: number): Promise<void> => {
  const isThere = existsSync(dataFolder);
  if (!isThere) console.log("Forests: no data folder (SIXFOLD_DATA), real ground left out");
  const real = isThere
    ? [
        await cauaxi(dataFolder),
        await nouragues(dataFolder),
        await montagnes(dataFolder),
        await island(dataFolder),
        ...(await knapp(dataFolder)),
        ...(await instruments(dataFolder)),
      ]
    : [];
  console.log("| forest | reached | goal |\n| --- | --- | --- |");
  for (const row of [...real, ...simulated(trials)]) console.log(`| ${row.join(" | ")} |`);
};
