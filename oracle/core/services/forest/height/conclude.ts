import { refused } from "../../../errors.ts";
import { MIN_LOOKS } from "../../../controls/units.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { Finding, Measurement } from "../../common/outcome.ts";
import { wholeDown } from "../../common/whole.ts";
import { carbonDioxideOf } from "../carbon/carbon.ts";
import { plotsOf } from "../field/plots.ts";
import type { TreeRow } from "../field/plots.ts";
import { partsOf } from "./cells-seen.ts";
import type { CellPart, CellsSeen } from "./cells-seen.ts";
import { compare } from "./compare.ts";
import type { Lattice } from "./lattice.ts";
import { layersOf } from "./layers.ts";
import { heightChange, lossOf } from "./loss.ts";
import type { HeightChange } from "./loss.ts";
import { amountsOf } from "./measurement.ts";
import type { HeightParameters } from "./parameters.ts";
import { placePlots } from "./plots-on-cells.ts";
import { stockOf } from "./stock.ts";
import type { Stock } from "./stock.ts";
import type { Surveys } from "./surveys.ts";
import { unitsOf } from "./units.ts";
import { usableModel } from "./usable-model.ts";
import type { HeightModel } from "../model/height-model.ts";

export type Seen = {
  readonly surveys: Surveys;
  readonly lattice: Lattice;
  readonly cells: CellsSeen;
  /** Undefined where the catalogue has no table of trees. */
  readonly trees: readonly TreeRow[] | undefined;
};

/** Values outside any canopy's are feet, decimetres or backscatter: nothing made of them means anything. */
const requireHeights = (
  { strangePixels, knownPixels }: CellsSeen,
  { heights: { mostStrangeShare, least, most } }: HeightParameters,
): void => {
  if (strangePixels * 1000 <= mostStrangeShare * (strangePixels + knownPixels)) return;
  const value = { strangePixels, knownPixels };
  throw refused("SERVICE_NOT_HEIGHTS", "scenes", value, `canopy heights in metres lie from ${least} to ${most}`);
};

const requireSeen = (change: HeightChange | undefined, { ground: { leastShare } }: HeightParameters): HeightChange => {
  if (change === undefined || change.observedM2 * 1000 < leastShare * change.claimedM2) {
    const value = { observedM2: Math.floor(change?.observedM2 ?? 0), claimedM2: Math.floor(change?.claimedM2 ?? 0) };
    throw refused(
      "SERVICE_NOT_SEEN",
      "ground",
      value,
      `at least ${leastShare} thousandths of the claim are seen at all dates`,
    );
  }
  return change;
};

/** Clusters stand for independent ground only where cells of two of them are no longer alike. */
const requireIndependent = (change: HeightChange, { cellM }: Lattice, { ground }: HeightParameters): void => {
  const rangeM = change.mean.range * cellM;
  if (rangeM > ground.clusterM)
    throw refused("SERVICE_CLUSTERS", "ground/clusterM", rangeM, `changes are alike over at most ${ground.clusterM} m`);
};

const seconds = (datetime: string): bigint => BigInt(Math.floor(Date.parse(datetime) / 1000));

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const changeDiagnostics = ({ mean, standardError, lower, upper }: HeightChange, { cellM }: Lattice) => ({
  heightChangeM: {
    mean: rounded(mean.mean),
    lower90: rounded(lower),
    upper90: rounded(upper),
    standardError: rounded(standardError),
    independentError: rounded(mean.independentError),
    correlatedToM: mean.range * cellM,
  },
});

/**
 * A loss, a measurement, or a refusal. A loss is looked for first and needs nothing but two surveys. A measurement needs
 * plots whose model holds on ground unseen, and control ground that was alike before: without either nothing is earned.
 *
 * @throws SixfoldError SERVICE_NOT_HEIGHTS, SERVICE_NOT_SEEN, SERVICE_CELLS, SERVICE_NO_PLOTS, SERVICE_NO_HISTORY,
 * SERVICE_CLUSTERS; those of `plotsOf`, `placePlots`, `usableModel` and `compare`
 */
export const conclude = (
  { surveys, lattice, cells, trees }: Seen,
  parameters: HeightParameters,
): Finding | Measurement => {
  requireHeights(cells, parameters);
  const parts = partsOf(cells, lattice.columns);
  const change = heightChange(parts, parameters);
  const loss = change === undefined ? undefined : lossOf(change, parameters);
  if (change !== undefined && loss !== undefined) {
    return {
      kind: "finding",
      ...loss,
      claimedM2: wholeDown(change.claimedM2),
      observedM2: wholeDown(change.observedM2),
      lastUnharmed: seconds(surveys.start.scene.datetime),
      firstSeen: seconds(surveys.end.scene.datetime),
      layers: layersOf(parts, lattice),
      refused: surveys.refused,
      diagnostics: changeDiagnostics(change, lattice),
    };
  }
  return measured({ surveys, lattice, trees, parts, changed: change }, parameters);
};

const measured = (
  {
    surveys,
    lattice,
    trees,
    parts,
    changed,
  }: Omit<Seen, "cells"> & { readonly parts: readonly CellPart[]; readonly changed: HeightChange | undefined },
  parameters: HeightParameters,
): Measurement => {
  if (trees === undefined)
    throw refused(
      "SERVICE_NO_PLOTS",
      "scenes",
      null,
      "heights become biomass by field plots: a table of trees is listed",
    );
  const change = requireSeen(changed, parameters);
  const [startDay, endDay] = surveys.days.slice(-2) as [number, number];
  const plots = placePlots(plotsOf(trees), parts, lattice, { plots: parameters.plots, startDay });
  const days = surveys.days.slice(0, surveys.historyLooks);
  if (days.length < MIN_LOOKS)
    throw refused(
      "SERVICE_NO_HISTORY",
      "history",
      days.length,
      `at least ${MIN_LOOKS} looks before the project: control ground is chosen by them`,
    );
  requireIndependent(change, lattice, parameters);
  const usable = usableModel(plots.placed, parameters.plots);
  const ground = unitsOf(parts, lattice, parameters.ground);
  const factor = factorOf(ground.claimed, usable.model, parameters);
  const stockUnder = (model: HeightModel): Stock => stockOf(model, usable.model, factor, parameters);
  const times = { days, period: { start: startDay + 1, end: endDay + 1 } };
  const comparison = compare(ground, stockUnder(usable.model), times, parameters.controls);
  const { diagnostics, ...amounts } = amountsOf(comparison, stockUnder, usable, parameters.shared);
  const { controls } = comparison;
  const { skill, model } = usable;
  return {
    kind: "measurement",
    ...amounts,
    claimedM2: wholeDown(change.claimedM2),
    observedM2: wholeDown(change.observedM2),
    layers: layersOf(parts, lattice),
    refused: surveys.refused,
    diagnostics: {
      ...diagnostics,
      ...changeDiagnostics(change, lattice),
      model: {
        ...{ power: model.power, scale: model.scale, leastM: model.least, mostM: model.most },
        plots: plots.placed.length,
        leftOut: plots.left.map(({ plot, rule }) => ({ plot, rule })),
        ...{ blocks: skill.blocks, skill: skill.skill, rootMeanSquare: skill.rootMeanSquare },
        ...{ bias: skill.bias, biasHalfWidth: skill.biasHalfWidth },
      },
      controls: {
        matched: controls.matched.length,
        fates: tally(controls.fates),
        placeboM: controls.placebo.contrast.difference,
        placeboHalfWidth95M: controls.placebo.halfWidth95,
      },
    },
  };
};

const tally = (fates: readonly string[]): { readonly [fate: string]: number } => {
  const counts: Record<string, number> = {};
  for (const fate of [...fates].sort()) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
};

/** Mg CO2e to a Mg of biomass above the ground, by what the claim has at the earlier survey. */
const factorOf = (
  claimed: ReturnType<typeof unitsOf>["claimed"],
  { biomassAt, least, most }: HeightModel,
  { zone }: HeightParameters,
): number => {
  const seen = claimed.flatMap(({ heights, areaM2 }) =>
    heights === undefined ? [] : [{ height: heights.at(-2)!, areaM2 }],
  );
  const held = (height: number): number => Math.min(most, Math.max(least, height));
  const total = sumExact(seen.map(({ areaM2 }) => areaM2));
  const biomass = sumExact(seen.map(({ height, areaM2 }) => areaM2 * biomassAt(held(height))));
  return carbonDioxideOf(zone, total > 0 ? biomass / total : 0);
};
