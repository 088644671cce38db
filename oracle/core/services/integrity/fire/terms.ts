import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
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

/**
 * The reference rules.
 * - confidence: MODIS collection 6 user guide: low below 30, nominal below 80, high from there (from memory).
 * - fire.mostDays 5: an engineering choice: a fire that smoulders under clouds for longer counts as two.
 * - observation.leastSatellites 2: of one satellite's passes clouds hide more; an engineering choice.
 * - loss.lostShare: a hotspot is a pixel of 375 m to several kilometres with a fire somewhere in it, and no burned area
 *   (FIRMS): from nothing to all of it.
 * - smoke.leastQuality 0.8: what Sentinel-5P's product user manual asks of its aerosol index (from memory). leastIndex 1:
 *   absorbing aerosol is above 0, and clear scenes scatter about it (from memory). mostKm, mostHours: engineering choices.
 */
export const FIRE_REFERENCE: FireRules = {
  methodology: FIRE_METHODOLOGY,
  version: "1",
  confidence: { nominal: 30, high: 80 },
  fire: { mostDays: 5 },
  observation: { leastSatellites: 2 },
  loss: { lostShare: { lower: 0, upper: 1000 } },
  smoke: { leastIndex: 1, leastQuality: 0.8, mostKm: 50, mostHours: 24 },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: FIRMS is in daily use. minObservedPpm: the ground is observed whole or not at all.
 */
export const fireTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: 1_000_000,
  edgeLevels: [16, 20],
});
