import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { watchPractice } from "../practice.ts";
import { lostShareRules } from "../watch-rules.ts";

export const FIRE_METHODOLOGY = "fire-hotspots";

const percent = (description: string) => z.int().min(0).max(100).meta({ unit: "%", description });

/** Rules of whatever finds fires by hotspots. */
export const hotspotRules = {
  confidence: z
    .strictObject({
      nominal: percent("Least confidence of a MODIS hotspot of nominal class; VIIRS names its classes."),
      high: percent("Least confidence of a MODIS hotspot of high class."),
    })
    .refine(({ nominal, high }) => nominal <= high, { error: "nominal is at most high" })
    .describe("How sure a hotspot is."),
  fire: z
    .strictObject({
      mostDays: z.int().min(0).max(30).meta({
        unit: "days",
        description: "Most days between two hotspots that touch, for one to confirm the other.",
      }),
    })
    .describe("What is one fire."),
};

/** What is lost where a hotspot is. */
export const fireLoss = z
  .strictObject({ lostShare: lostShareRules("in a hotspot's pixel") })
  .describe("What a loss is.");

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
