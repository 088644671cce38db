import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { fireLoss, hotspotRules } from "../hotspot-rules.ts";
import type { WatchPractice } from "../practice.ts";
import { pixelSceneRules } from "../watch-rules.ts";

export const THERMAL_METHODOLOGY = "fire-thermal";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const thermalParameters = z.strictObject({
  ...namedSet(THERMAL_METHODOLOGY),
  scenes: pixelSceneRules(1100),
  ...hotspotRules,
  observation: z
    .strictObject({
      leastSatellites: z.int().min(1).max(6).meta({
        unit: "satellites",
        description: "Fewest satellites that looked all through the watch, for the ground to count as observed.",
      }),
      mostGapDays: z.int().min(1).max(30).meta({
        unit: "days",
        description: "Longest time without a look of a satellite, the ends of the watch included.",
      }),
    })
    .describe("What must be seen."),
  loss: fireLoss,
});

export type ThermalRules = z.infer<typeof thermalParameters>;
export type ThermalParameters = ThermalRules & WatchPractice;

/**
 * The reference rules. The tests of a pixel are those of Giglio et al. 2003 (Remote Sensing of Environment 87), with the
 * fixed thresholds of MODIS collection 4, and stand in `contextual.ts` and `background.ts`: cloud, background and window as
 * they were read in published implementations, the contextual tests 2 to 6 from memory (unverified). Collection 6 has
 * thresholds that follow the scene.
 * - confidence, fire, loss: as of the hotspots of FIRMS. observation: two satellites, each every second day at least, an
 *   engineering choice.
 */
export const THERMAL_REFERENCE: ThermalRules = {
  methodology: THERMAL_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 1100, maxCloudPercent: 100, maxUnmaskedCloudPercent: 100, mostStrangeShare: 100 },
  confidence: { nominal: 30, high: 80 },
  fire: { mostDays: 5 },
  observation: { leastSatellites: 2, mostGapDays: 2 },
  loss: { lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: no real granule was met. minObservedPpm: the ground is observed whole or not at all.
 */
export const thermalTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "research",
  minObservedPpm: 1_000_000,
  edgeLevels: [16, 20],
});
