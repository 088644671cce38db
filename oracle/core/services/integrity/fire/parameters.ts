import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { fireLoss, hotspotRules } from "../hotspot-rules.ts";
import { watchPractice } from "../practice.ts";

export const FIRE_METHODOLOGY = "fire-hotspots";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const fireParameters = z.strictObject({
  ...namedSet(FIRE_METHODOLOGY),
  ...hotspotRules,
  observation: z
    .strictObject({
      leastSatellites: z.int().min(1).max(6).meta({
        unit: "satellites",
        description: "Fewest satellites whose tables span the whole watch, for the ground to count as observed.",
      }),
    })
    .describe("What must be seen."),
  loss: fireLoss,
  smoke: z
    .strictObject({
      leastIndex: z.number().gt(0).max(20).meta({ unit: "1", description: "Least UV aerosol index of smoke." }),
      leastQuality: z
        .number()
        .min(0)
        .max(1)
        .meta({ unit: "1", description: "Least quality of a sounding that counts." }),
      mostKm: z.number().gt(0).max(200).meta({ unit: "km", description: "Furthest from a hotspot." }),
      mostHours: z.int().min(1).max(72).meta({ unit: "hours", description: "Longest after it." }),
    })
    .describe("What counts as smoke of a fire. It is told beside a finding and changes none."),
});

export const firePractice = watchPractice;

export type FireRules = z.infer<typeof fireParameters>;
export type FireParameters = FireRules & z.infer<typeof firePractice>;
