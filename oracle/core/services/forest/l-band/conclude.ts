import { refused } from "../../../errors.ts";
import type { Finding, Measurement } from "../../common/outcome.ts";
import { wholeDown } from "../../common/whole.ts";
import { carbonDioxideOf } from "../carbon/carbon.ts";
import { shotsOf } from "../gedi/shots.ts";
import type { ShotRow } from "../gedi/shots.ts";
import { partsOf } from "../growth/cells-seen.ts";
import type { CellPart, CellsSeen } from "../growth/cells-seen.ts";
import { changeFigures, requireIndependent, requireSeen } from "../growth/change.ts";
import type { Change } from "../growth/change.ts";
import type { Lattice } from "../growth/lattice.ts";
import { biomassBefore, leftBy, measureGrowth, requireHistory } from "../growth/measure.ts";
import { dayIn } from "../growth/pair.ts";
import type { Stock } from "../growth/stock.ts";
import { unitsOf } from "../growth/units.ts";
import { powerLine } from "../model/power-line.ts";
import type { PowerLine } from "../model/power-line.ts";
import { SKILL_BEYOND_DOUBT, skillFigures, usableModel } from "../model/usable-model.ts";
import { POWER_PER_SQUARE } from "../radar/palsar.ts";
import { echoesOf } from "./echoes.ts";
import { forestUnits } from "./forest-units.ts";
import { layersOf } from "./layers.ts";
import { lossOf, powerChange } from "./loss.ts";
import type { Mosaics } from "./mosaics.ts";
import type { LBandParameters } from "./terms.ts";
import { requireBelowSaturation, stockOf } from "./stock.ts";

export type Seen = {
  readonly mosaics: Mosaics;
  readonly lattice: Lattice;
  readonly cells: CellsSeen;
  /** Undefined where the catalogue has no table of footprints. */
  readonly footprints: readonly ShotRow[] | undefined;
};

/** Decibels, powers or another mask in place of digital numbers: nothing made of them means anything. */
const requireMosaics = (
  { strangePixels, knownPixels }: CellsSeen,
  { mosaic: { mostStrangeShare } }: LBandParameters,
): void => {
  if (strangePixels * 1000 <= mostStrangeShare * (strangePixels + knownPixels)) return;
  const rule = "pixels have whole numbers of 16 bits, a mask of the mosaics, and on land a local incidence in degrees";
  throw refused("SERVICE_NOT_MOSAICS", "scenes", { strangePixels, knownPixels }, rule);
};

const seconds = (datetime: string): bigint => BigInt(Math.floor(Date.parse(datetime) / 1000));

const DAYS_PER_YEAR = 365.25;

/**
 * A loss, a measurement, or a refusal. A loss is looked for first and needs nothing but two mosaics. A measurement needs
 * footprints whose model holds on ground unseen, and control ground that was alike before: without either nothing is earned.
 *
 * @throws SixfoldError SERVICE_NOT_MOSAICS, SERVICE_NOT_SEEN, SERVICE_CELLS, SERVICE_NO_FOOTPRINTS, SERVICE_NO_HISTORY,
 * SERVICE_CLUSTERS, SERVICE_SATURATED; those of `shotsOf`, `echoesOf`, `usableModel` and `compare`
 */
export const conclude = (
  { mosaics, lattice, cells, footprints }: Seen,
  parameters: LBandParameters,
): Finding | Measurement => {
  requireMosaics(cells, parameters);
  const parts = partsOf(cells, lattice.columns, POWER_PER_SQUARE);
  const change = powerChange(parts, parameters);
  const loss = change === undefined ? undefined : lossOf(change, parameters);
  if (change === undefined || loss === undefined)
    return measured({ mosaics, lattice, footprints, parts, changed: change }, parameters);
  return {
    kind: "finding",
    ...loss,
    claimedM2: wholeDown(change.claimedM2),
    observedM2: wholeDown(change.observedM2),
    lastUnharmed: seconds(mosaics.start.scene.datetime),
    firstSeen: seconds(mosaics.end.scene.datetime),
    layers: layersOf(parts, lattice),
    refused: mosaics.refused,
    diagnostics: { powerChangeDb: changeFigures(change, lattice) },
  };
};

const measured = (
  {
    mosaics,
    lattice,
    footprints,
    parts,
    changed,
  }: Omit<Seen, "cells"> & { readonly parts: readonly CellPart[]; readonly changed: Change | undefined },
  parameters: LBandParameters,
): Measurement => {
  const { ground, forest, zone } = parameters;
  if (footprints === undefined) {
    const rule = "backscatter becomes biomass by GEDI footprints: a table of them is listed";
    throw refused("SERVICE_NO_FOOTPRINTS", "scenes", null, rule);
  }
  const change = requireSeen(changed, ground);
  const [startDay, endDay] = [dayIn(mosaics.start), dayIn(mosaics.end)];
  const times = { days: mosaics.historyDays, period: { start: startDay + 1, end: endDay + 1 } };
  const { shots, left } = shotsOf(footprints, forest.stratum, {
    day: startDay,
    mostDays: parameters.footprints.mostDays,
  });
  requireHistory(times);
  requireIndependent(change, lattice, ground);
  const whole = parts.map((part) => ({ ...part, isClaimed: false }));
  const all = forestUnits(unitsOf(whole, lattice, ground), forest.region).others;
  const { echoes, truthVariance, left: off } = echoesOf(shots, all, lattice, parameters.footprints);
  const lineOf = (grounds: typeof echoes): PowerLine => powerLine(grounds, parameters.footprints.saturation);
  // Ground above saturation is nothing that a line below it could be judged on.
  const { most } = lineOf(echoes);
  const usable = usableModel(
    echoes.filter(({ level }) => level <= most),
    lineOf,
    parameters.footprints,
    SKILL_BEYOND_DOUBT,
  );
  const { model } = usable;
  const units = forestUnits(unitsOf(parts, lattice, ground), forest.region);
  requireBelowSaturation(units.claimed, model, parameters.footprints);
  const scale = {
    factor: carbonDioxideOf(zone, biomassBefore(units.claimed, model)),
    years: (endDay - startDay) / DAYS_PER_YEAR,
  };
  const stockUnder = (other: PowerLine): Stock => stockOf(other, model, scale, parameters.footprints);
  const { diagnostics, ...amounts } = measureGrowth({ units, change, usable, stockUnder, times }, parameters);
  return {
    ...amounts,
    layers: layersOf(parts, lattice),
    refused: mosaics.refused,
    diagnostics: {
      ...diagnostics,
      validation: skillFigures(usable),
      powerChangeDb: changeFigures(change, lattice),
      model: {
        ...{ intercept: model.intercept, slope: model.slope, least: model.least, most: model.most },
        footprintError: Math.sqrt(truthVariance),
        ...{ units: echoes.length, fitted: model.fitted, shots: shots.length, leftOut: leftBy([...left, ...off]) },
      },
    },
  };
};
