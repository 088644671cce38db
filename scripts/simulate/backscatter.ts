import { exp, pow } from "../../oracle/core/math.ts";

/** gamma0, linear power. */
export type Power = { readonly vv: number; readonly vh: number };

export const fromDb = (db: number): number => pow(10, db / 10);

/**
 * Levels in dB of smooth water, wet soil without standing water, wind-roughened water and a closed canopy at C band and
 * mid incidence. Water and canopy are near the medians of labelled points in An Giang, 2022 (lasting water -17.5 and -24,
 * closed canopies over rice -9 and -15); they are the simulator's, not a calibration of any sensor.
 */
const GROUND_DB = {
  water: { vv: -17.5, vh: -24.5 },
  roughWater: { vv: -11.5, vh: -23 },
  soil: { vv: -9.5, vh: -19.5 },
  canopy: { vv: -9, vh: -15 },
} as const;

const powerOf = ({ vv, vh }: Power): Power => ({ vv: fromDb(vv), vh: fromDb(vh) });
const WATER = powerOf(GROUND_DB.water);
const ROUGH_WATER = powerOf(GROUND_DB.roughWater);
const SOIL = powerOf(GROUND_DB.soil);
const CANOPY = powerOf(GROUND_DB.canopy);

/** What lies outside the fields: ridges with grass, roads, trees. */
export const SURROUNDINGS: Power = powerOf({ vv: -9, vh: -15.5 });

/** Share of the canopy that stands, 0 to 1: half at day 57 after flooding. */
export const canopyShare = (daysSinceFlooding: number): number => 1 / (1 + exp(-(daysSinceFlooding - 57) / 3));

/** Two-way optical depth of a full canopy. */
const FULL_DEPTH = 1.8;

/**
 * gamma0 of a paddy: the ground seen through the canopy plus the canopy itself (the water cloud model of Attema and
 * Ulaby 1978, Radio Science 13(2), with the canopy share in place of its water content).
 *
 * @param daysSinceFlooding negative before planting.
 */
export const paddyPower = (daysSinceFlooding: number, flooded: boolean, windy: boolean): Power => {
  const share = daysSinceFlooding < 0 ? 0 : canopyShare(daysSinceFlooding);
  const through = exp(-FULL_DEPTH * share);
  const ground = flooded ? (windy ? ROUGH_WATER : WATER) : SOIL;
  return {
    vv: through * ground.vv + (1 - through) * CANOPY.vv,
    vh: through * ground.vh + (1 - through) * CANOPY.vh,
  };
};
