import type { IpccParameters } from "../../oracle/services/paddy/parameters.ts";
import { SEASON_DAYS } from "./water-regime.ts";

/**
 * Parameters of paddy-ipcc-2019 for the simulated place. Error rates, residence times and thresholds are working
 * assumptions for a demonstration, set from what C band sees of water in general, not fitted to any simulated truth.
 *
 * @param season dates; the last is the first day after harvest.
 */
export const simulatedParameters = (season: { readonly start: string; readonly end: string }, seed: bigint): IpccParameters => ({
  version: "1",
  gwp: "AR5",
  seasons: [{ id: "2024", start: season.start, end: season.end, cultivationDays: SEASON_DAYS }],
  nitrogenKgPerHa: 80,
  observation: {
    maxPixelM: 20,
    bufferPixels: 1,
    minFieldPixels: 20,
    minValidFraction: 0.8,
    minLooks: 12,
    maxGapDays: 7,
    minObservedFraction: 0.5,
    minControlFields: 4,
    matchOnsetDays: 10,
  },
  inundation: {
    meanWetDays: 30,
    meanDryDays: 12,
    falseDryRate: 0.1,
    falseWetRate: 0.1,
    certainty: 0.8,
    canopyVhDb: -16,
    minSamples: 60,
    minSeparation: 1.5,
  },
  drainage: { minDays: 7, toleranceDays: 10 },
  signature: { floodVhDb: -20, canopyVhDb: -17, riseDays: 70, minRises: 1, minRangeDb: 5 },
  monteCarlo: { draws: 10_000, seed: String(seed) },
  region: "east-asia",
  preSeason: "not-flooded-under-180-days",
  amendments: [{ kind: "straw-over-30-days", tPerHa: 4 }],
});
