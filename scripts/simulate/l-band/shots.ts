import { exp, ln } from "../../../oracle/core/math.ts";
import { footprintBiomass } from "../../../oracle/core/services/forest/gedi/footprint.ts";
import { MODELS } from "../../../oracle/core/services/forest/gedi/models.ts";
import { lonLatAt, SIZE } from "./place.ts";

const STRATUM = "EBT_SAs";
const COLUMNS = [
  ...["shot_number", "lon_lowestmode", "lat_lowestmode", "measured", "predict_stratum", "rh50", "rh98", "agbd"],
  ...["l4_quality_flag", "degrade_flag", "predictor_limit_flag", "response_limit_flag"],
];
/** Share of shots that clouds or pointing spoil. */
const SPOILT = 0.2;
/** Standard deviation of a shot's place, in pixels: ten metres in each direction. */
const OFF_PX = 0.4;

/** Relative heights of a canopy whose energy lies as in young forest, that have some biomass by the model. */
const heightsOf = (biomass: number): readonly [rh50: number, rh98: number] => {
  const upperOf = (rh50: number): number => 1.6 * rh50 + 6;
  const biomassOf = (rh50: number): number => {
    const made = footprintBiomass({ stratum: STRATUM, relativeHeights: { 50: rh50, 98: upperOf(rh50) } });
    return made.transformed < 0 ? 0 : made.biomass;
  };
  let [low, high] = [-15, 60];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (biomassOf(middle) < biomass) low = middle;
    else high = middle;
  }
  return [high, upperOf(high)];
};

/**
 * Shots over the map as a table: biomass of a pixel with a prediction's own error, which is lognormal here, of the variance
 * that the model's residual has at the true biomass.
 */
export const shotsCsv = (
  count: number,
  biomass: Float64Array,
  random: () => number,
  normal: (sd: number) => number,
  measured: string,
): string => {
  const { residual, bias } = MODELS[STRATUM];
  const rows = Array.from({ length: count }, (_, k) => {
    const [x, y] = [1 + random() * (SIZE - 2), 1 + random() * (SIZE - 2)];
    const [col, row] = [x, y].map((at) => Math.min(SIZE - 1, Math.max(0, Math.floor(at + normal(OFF_PX))))) as [
      number,
      number,
    ];
    const truth = biomass[row * SIZE + col] as number;
    const sigma = Math.sqrt(ln(1 + (4 * bias * residual * residual) / truth));
    const [rh50, rh98] = heightsOf(Math.min(1_500, truth * exp(normal(sigma) - (sigma * sigma) / 2)));
    const { biomass: agbd } = footprintBiomass({ stratum: STRATUM, relativeHeights: { 50: rh50, 98: rh98 } });
    const isGood = random() >= SPOILT;
    return [
      ...[10_000_000_000 + k, ...lonLatAt(x, y), measured, STRATUM, rh50, rh98, agbd, isGood ? 1 : 0],
      0,
      0,
      0,
    ].join(",");
  });
  return [COLUMNS.join(","), ...rows, ""].join("\n");
};
