import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { watchPractice } from "../practice.ts";

export const FIRE_METHODOLOGY = "fire-hotspots";

const percent = (description: string) => z.int().min(0).max(100).meta({ unit: "%", description });
const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const fireParameters = z.strictObject({
  ...namedSet(FIRE_METHODOLOGY),
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
  observation: z
    .strictObject({
      leastSatellites: z.int().min(1).max(6).meta({
        unit: "satellites",
        description: "Fewest satellites whose tables span the whole watch, for the ground to count as observed.",
      }),
    })
    .describe("What must be seen."),
  loss: z
    .strictObject({
      lostShare: z
        .strictObject({ lower: share("At least."), upper: share("At most; not below the lower.") })
        .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
        .describe("Share of the stock that is gone in a hotspot's pixel."),
    })
    .describe("What a loss is."),
});

export const firePractice = watchPractice;

export type FireRules = z.infer<typeof fireParameters>;
export type FireParameters = FireRules & z.infer<typeof firePractice>;
