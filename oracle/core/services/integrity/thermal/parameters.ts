import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
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
