import { refused } from "../../../errors.ts";
import type { Finding, Measurement } from "../../common/outcome.ts";
import { wholeDown } from "../../common/whole.ts";
import { carbonDioxideOf } from "../carbon/carbon.ts";
import { plotsOf } from "../field/plots.ts";
import type { TreeRow } from "../field/plots.ts";
import { partsOf } from "../growth/cells-seen.ts";
import type { CellPart, CellsSeen } from "../growth/cells-seen.ts";
import { changeFigures, requireIndependent, requireSeen } from "../growth/change.ts";
import type { Change } from "../growth/change.ts";
import type { Lattice } from "../growth/lattice.ts";
import { biomassBefore, measureGrowth, requireHistory } from "../growth/measure.ts";
import type { Stock } from "../growth/stock.ts";
import { unitsOf } from "../growth/units.ts";
import { heightModel } from "../model/height-model.ts";
import type { HeightModel } from "../model/height-model.ts";
import { skillFigures, skillOf, usableModel } from "../model/usable-model.ts";
import { SUM_UNIT_M } from "./cell-kernel.ts";
import { layersOf } from "./layers.ts";
import { heightChange, lossOf } from "./loss.ts";
import type { HeightParameters } from "./terms.ts";
import { placePlots } from "./plots-on-cells.ts";
import { stockOf } from "./stock.ts";
import type { Surveys } from "./surveys.ts";

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

const seconds = (datetime: string): bigint => BigInt(Math.floor(Date.parse(datetime) / 1000));

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
  const parts = partsOf(cells, lattice.columns, SUM_UNIT_M);
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
      diagnostics: { heightChangeM: changeFigures(change, lattice) },
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
  }: Omit<Seen, "cells"> & { readonly parts: readonly CellPart[]; readonly changed: Change | undefined },
  parameters: HeightParameters,
): Measurement => {
  if (trees === undefined)
    throw refused(
      "SERVICE_NO_PLOTS",
      "scenes",
      null,
      "heights become biomass by field plots: a table of trees is listed",
    );
  const change = requireSeen(changed, parameters.ground);
  const [startDay, endDay] = surveys.days.slice(-2) as [number, number];
  const plots = placePlots(plotsOf(trees), parts, lattice, { plots: parameters.plots, startDay });
  const times = {
    days: surveys.days.slice(0, surveys.historyLooks),
    period: { start: startDay + 1, end: endDay + 1 },
  };
  requireHistory(times);
  requireIndependent(change, lattice, parameters.ground);
  const usable = usableModel(plots.placed, heightModel, parameters.plots, skillOf(parameters.plots.leastSkill));
  const { model } = usable;
  const units = unitsOf(parts, lattice, parameters.ground);
  const factor = carbonDioxideOf(parameters.zone, biomassBefore(units.claimed, model));
  const stockUnder = (other: HeightModel): Stock => stockOf(other, model, factor, parameters);
  const { diagnostics, ...amounts } = measureGrowth({ units, change, usable, stockUnder, times }, parameters);
  return {
    ...amounts,
    layers: layersOf(parts, lattice),
    refused: surveys.refused,
    diagnostics: {
      ...diagnostics,
      validation: skillFigures(usable),
      heightChangeM: changeFigures(change, lattice),
      model: {
        ...{ power: model.power, scale: model.scale, leastM: model.least, mostM: model.most },
        plots: plots.placed.length,
        leftOut: plots.left.map(({ plot, rule }) => ({ plot, rule })),
      },
    },
  };
};
