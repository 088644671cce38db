import { refused } from "../../../errors.ts";
import { HEIGHT_OFFSET_M, MODELS } from "./models.ts";
import type { FootprintModel, Stratum } from "./models.ts";

/** One shot with what it needs of GEDI L2A, metres. */
export type Footprint = {
  /** Prediction stratum, such as `EBT_SAs`. */
  readonly stratum: string;
  /** Relative heights by percent, as 50 and 98. */
  readonly relativeHeights: Readonly<Record<number, number>>;
};

export type FootprintBiomass = {
  /** Mg/ha. */
  readonly biomass: number;
  /** In square-root space: the prediction, and its standard error for a single footprint. */
  readonly transformed: number;
  readonly standardError: number;
  /** Whether a height or the biomass lies beyond what the model was fitted on. Such a footprint is not to be credited. */
  readonly isExtrapolated: boolean;
};

/** Fill value of the products. */
const FILL = -9999;

const modelOf = (stratum: string): FootprintModel => {
  if (Object.hasOwn(MODELS, stratum)) return MODELS[stratum as Stratum];
  const known = Object.keys(MODELS).join(", ");
  throw refused("SERVICE_STRATUM", "stratum", stratum, `a model is used in its own stratum alone: ${known}`);
};

const heightOf = ({ relativeHeights }: Footprint, percent: number): number => {
  const height = relativeHeights[percent];
  if (height === undefined || height === FILL || !(height > -HEIGHT_OFFSET_M && height < 200)) {
    const rule = `relative height in metres, above -${HEIGHT_OFFSET_M} and below 200, not the fill value`;
    throw refused("SERVICE_RELATIVE_HEIGHT", `rh${percent}`, String(height), rule);
  }
  return height;
};

/**
 * Biomass of a footprint from relative heights, as GEDI L4A makes it: Duncanson et al. 2022, "Aboveground biomass density
 * models for NASA's GEDI lidar mission", Remote Sensing of Environment 270; the steps read in ORNL DAAC's tutorial. The
 * variance of one prediction is x'Vx + s^2.
 *
 * @throws SixfoldError SERVICE_STRATUM, SERVICE_RELATIVE_HEIGHT
 */
export const footprintBiomass = (footprint: Footprint): FootprintBiomass => {
  const model = modelOf(footprint.stratum);
  const [a, b] = model.heights.map((percent) => Math.sqrt(heightOf(footprint, percent) + HEIGHT_OFFSET_M)) as [
    number,
    number,
  ];
  const transformed = model.intercept + model.slopes[0] * a + model.slopes[1] * b;
  const x = [1, a, b];
  const variance = model.covariance.reduce(
    (sum, row, i) => sum + row.reduce((inner, v, j) => inner + v * x[i]! * x[j]!, 0),
    0,
  );
  const biomass = transformed * transformed * model.bias;
  return {
    biomass,
    transformed,
    standardError: Math.sqrt(variance + model.residual * model.residual),
    isExtrapolated:
      transformed < 0 || a > model.mostHeights[0] || b > model.mostHeights[1] || biomass > model.mostBiomass,
  };
};
