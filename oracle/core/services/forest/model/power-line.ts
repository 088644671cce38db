import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { Calibrated, Model } from "./usable-model.ts";

/** Ground with backscatter in linear power, and biomass that footprints gave it. */
export type Echo = Calibrated & {
  /** Variance of the error of the power: speckle. */
  readonly levelVariance: number;
};

/** biomass = intercept + slope * power, from `least` to `most` and nowhere else. */
export type PowerLine = Model & {
  readonly intercept: number;
  readonly slope: number;
  readonly least: number;
  /** Where the greatest biomass that is told apart is reached, or the greatest power of the calibration below that. */
  readonly most: number;
  /** Grounds below saturation, that fitted it. */
  readonly fitted: number;
};

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw refused(code, field, value, rule);
};

const lineThrough = (grounds: readonly Echo[]): { readonly intercept: number; readonly slope: number } => {
  const n = grounds.length;
  const mean = (of: (ground: Echo) => number): number => sumExact(grounds.map(of)) / n;
  const [level, biomass] = [mean((each) => each.level), mean((each) => each.biomass)];
  const sxx = sumExact(grounds.map((each) => (each.level - level) * (each.level - level))) / (n - 1);
  const sxy = sumExact(grounds.map((each) => (each.level - level) * (each.biomass - biomass))) / (n - 1);
  const error = mean((each) => each.levelVariance);
  // As much error as signal leaves no slope to speak of.
  if (!(sxx > 2 * error))
    refuse(
      "SERVICE_MODEL",
      "footprints/power",
      { variance: sxx, error },
      "grounds differ in power by more than speckle",
    );
  const slope = sxy / (sxx - error);
  if (!(slope > 0)) refuse("SERVICE_MODEL", "footprints/biomass", slope, "biomass rises with power");
  return { slope, intercept: biomass - slope * level };
};

/**
 * Biomass by L-band backscatter, linear in power (the form of McNicol et al. 2018, Nature Communications 9, 3045, and of the
 * `biota` package; from memory), so that a mean of powers gives the mean of biomasses whatever the ground is cut into.
 *
 * Both axes err. Errors of biomass leave the slope as it is; those of power flatten it, so that it is Sxy / (Sxx - mean error
 * variance): Fuller 1987, Measurement Error Models, section 2.2 (from memory).
 *
 * L-band tells biomass apart up to about 100 Mg/ha, and falls again beyond (Mermoz et al. 2015, Remote Sensing of Environment
 * 159, abstract). Ground whose power is above that of the greatest biomass is left out of the fit, and fitting and leaving
 * out are repeated until none is left out.
 *
 * @param saturation the greatest biomass that is told apart, Mg/ha.
 * @throws SixfoldError SERVICE_SATURATED where fewer than three grounds lie below saturation, SERVICE_MODEL where power does
 * not vary beyond speckle or biomass does not rise with it
 */
export const powerLine = (grounds: readonly Echo[], saturation: number): PowerLine => {
  let below = grounds;
  for (;;) {
    if (below.length < 3) {
      const value = { grounds: grounds.length, below: below.length };
      refuse("SERVICE_SATURATED", "footprints", value, `three grounds or more lie below ${saturation} Mg/ha`);
    }
    const { intercept, slope } = lineThrough(below);
    const top = (saturation - intercept) / slope;
    const kept = below.filter(({ level }) => level <= top);
    if (kept.length < below.length) {
      below = kept;
      continue;
    }
    const levels = below.map(({ level }) => level);
    return {
      ...{ intercept, slope },
      least: Math.max(
        -intercept / slope,
        levels.reduce((a, b) => Math.min(a, b)),
      ),
      most: levels.reduce((a, b) => Math.max(a, b)),
      fitted: below.length,
      biomassAt: (level) => Math.max(0, intercept + slope * level),
    };
  }
};
