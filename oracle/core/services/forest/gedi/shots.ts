import * as z from "zod";

import { refused } from "../../../errors.ts";
import { decimalCell } from "../../common/cells.ts";
import { dayOf } from "../../common/day.ts";
import { footprintBiomass } from "./footprint.ts";
import type { Stratum } from "./models.ts";

const flag = (most: number, description: string) => decimalCell(z.int().min(0).max(most)).describe(description);
const height = (percent: number) =>
  decimalCell(z.number().min(-9999).max(200)).describe(`Relative height of ${percent} % of the energy, m (L2A).`);

/** One shot, as a row of the table: names and flags are those of GEDI L4A and L2A. */
export const shotRow = z.object({
  shot_number: z
    .string()
    .regex(/^\d{1,20}$/, "1 to 20 digits")
    .describe("Unique among all shots."),
  lon_lowestmode: decimalCell(z.number().min(-180).max(180)).describe("Degrees on WGS84."),
  lat_lowestmode: decimalCell(z.number().min(-90).max(90)).describe("Degrees on WGS84."),
  measured: z.iso.date().describe("The day of the shot."),
  predict_stratum: z.string().min(1).max(20).describe("Prediction stratum, such as `EBT_SAs`."),
  rh50: height(50),
  rh98: height(98),
  agbd: decimalCell(z.number().min(-9999).max(10_000)).describe("Biomass above the ground by L4A, Mg/ha."),
  l4_quality_flag: flag(1, "1 where the shot may be used."),
  degrade_flag: flag(99, "0 where pointing and positioning were as they should be."),
  predictor_limit_flag: flag(2, "0 where heights lie within what the model was fitted on."),
  response_limit_flag: flag(2, "0 where the biomass does."),
});
export type ShotRow = z.infer<typeof shotRow>;

export type Shot = {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  /** Mg/ha. */
  readonly biomass: number;
  /** Of the error of one prediction, (Mg/ha)^2. */
  readonly variance: number;
};

export type Left = { readonly rule: string };

/** How far a table's biomass may lie from what its own heights give, relative: it is single precision. */
const AGREEMENT = 1e-4;

const ruleOf = (row: ShotRow, stratum: Stratum, isTimely: boolean): string | undefined => {
  if (row.l4_quality_flag !== 1) return "shot-of-low-quality";
  if (row.degrade_flag !== 0) return "shot-degraded";
  if (row.predict_stratum !== stratum) return "shot-of-another-stratum";
  if (row.predictor_limit_flag !== 0 || row.response_limit_flag !== 0) return "shot-extrapolated";
  return isTimely ? undefined : "shot-of-another-time";
};

/** In square-root space, with Snowdon's ratio: the first order of the square. */
const shotOf = (row: ShotRow): Shot | Left => {
  const { predict_stratum: stratum, rh50, rh98, agbd } = row;
  const { biomass, transformed, standardError, isExtrapolated } = footprintBiomass({
    stratum,
    relativeHeights: { 50: rh50, 98: rh98 },
  });
  if (isExtrapolated) return { rule: "shot-extrapolated" };
  const field = `footprints/${row.shot_number}/agbd`;
  if (!(Math.abs(agbd - biomass) <= AGREEMENT * biomass))
    throw refused("SERVICE_FOOTPRINTS", field, agbd, `its heights and stratum give ${biomass} Mg/ha`);
  const error = 2 * (biomass / transformed) * standardError;
  return { id: row.shot_number, lon: row.lon_lowestmode, lat: row.lat_lowestmode, biomass, variance: error * error };
};

/**
 * Shots that may be used, sorted by number, with the rule that each other one breaks. Biomass is made again from relative
 * heights, and what the table states of it must agree: so each number has its error, and none is taken on trust. A flag of
 * the product leaves a shot out, and so does its own model where it is carried beyond its calibration.
 *
 * @param stratum that the project states.
 * @throws SixfoldError SERVICE_FOOTPRINTS where a shot stands twice or contradicts itself, SERVICE_STRATUM where no shot is of
 * the project's stratum, SERVICE_RELATIVE_HEIGHT
 */
export const shotsOf = (
  rows: readonly ShotRow[],
  stratum: Stratum,
  { day, mostDays }: { readonly day: number; readonly mostDays: number },
): { readonly shots: readonly Shot[]; readonly left: readonly Left[] } => {
  const sorted = [...rows].sort((a, b) => (a.shot_number < b.shot_number ? -1 : 1));
  sorted.forEach(({ shot_number: number }, k) => {
    if (sorted[k - 1]?.shot_number === number)
      throw refused("SERVICE_FOOTPRINTS", `footprints/${number}`, number, "a shot stands in its table once");
  });
  const strata = [...new Set(rows.map((row) => row.predict_stratum))].sort();
  if (rows.length > 0 && !strata.includes(stratum))
    throw refused("SERVICE_STRATUM", "footprints/predict_stratum", strata, `the project's stratum, ${stratum}`);
  const judged = sorted.map((row): Shot | Left => {
    const rule = ruleOf(row, stratum, Math.abs(dayOf(row.measured) - day) <= mostDays);
    return rule === undefined ? shotOf(row) : { rule };
  });
  return {
    shots: judged.filter((each): each is Shot => !("rule" in each)),
    left: judged.filter((each): each is Left => "rule" in each),
  };
};
