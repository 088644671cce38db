import * as z from "zod";

import { lostShareRules } from "./watch-rules.ts";

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

/** What a finding by hotspots is made by. */
export type HotspotRules = {
  readonly confidence: z.infer<typeof hotspotRules.confidence>;
  readonly fire: z.infer<typeof hotspotRules.fire>;
  readonly observation: { readonly leastSatellites: number };
  readonly loss: z.infer<typeof fireLoss>;
};
