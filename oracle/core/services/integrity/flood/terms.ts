import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { watchPractice } from "../practice.ts";

export const FLOOD_METHODOLOGY = "flood-water";

const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });
const percent = (description: string) => z.number().min(0).max(100).meta({ unit: "%", description });

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const floodParameters = z.strictObject({
  ...namedSet(FLOOD_METHODOLOGY),
  scenes: z
    .strictObject({
      maxPixelM: z.number().gt(0).max(31).meta({ unit: "m", description: "Largest pixel of a scene." }),
      maxCloudPercent: percent("An optical scene that states more cloud is refused."),
      maxUnmaskedCloudPercent: percent(
        "An optical scene without scene classes that states more cloud, or states none, is refused.",
      ),
      mostStrangeShare: share(
        "Most pixels of a look whose values can be no power or reflectance; beyond, its unit is wrong.",
      ),
    })
    .describe("Which scenes are used."),
  radar: z
    .strictObject({
      smoothM: z
        .number()
        .min(0)
        .max(200)
        .meta({ unit: "m", description: "Side of the square of pixels over which power is averaged." }),
      binDb: z
        .number()
        .min(0.01)
        .max(1)
        .meta({ unit: "dB", description: "Width of the histogram's bins in which a threshold is looked for." }),
      leastDropDb: z.number().gt(0).max(20).meta({
        unit: "dB",
        description: "How far backscatter, the mean of VV and VH in dB, must fall from the look before.",
      }),
    })
    .describe("What water is to radar."),
  optical: z
    .strictObject({
      leastRatio: z
        .number()
        .gt(0)
        .max(5)
        .meta({ unit: "1", description: "Least (green + red) / (near infrared + short-wave infrared) of water." }),
    })
    .describe("What water is to an optical sensor."),
  leftOut: z
    .strictObject({
      mostSlopeDegrees: z.number().gt(0).max(90).meta({
        unit: "degrees",
        description: "Steeper ground is never called flooded, where the catalogue has a slope.",
      }),
    })
    .describe("What can not be flooded."),
  observation: z
    .strictObject({
      mostGapDays: z.int().min(1).max(365).meta({
        unit: "days",
        description: "Longest time without a look, the ends of the watch included, for ground to count as observed.",
      }),
      leastShare: share("Least share of the claimed area that must be observed for an all-clear."),
    })
    .describe("What must be seen."),
  loss: z
    .strictObject({
      leastM2: z.int().min(1).meta({ unit: "m2", description: "Least area of flooded pixels that touch, for a loss." }),
      lostShare: z
        .strictObject({ lower: share("At least."), upper: share("At most; not below the lower.") })
        .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
        .describe("Share of the stock that is gone where ground is flooded."),
    })
    .describe("What a loss is."),
});

export const floodPractice = watchPractice;

export type FloodRules = z.infer<typeof floodParameters>;
export type FloodParameters = FloodRules & z.infer<typeof floodPractice>;

/**
 * The reference rules. None was fitted to the flood that the golden test judges, though its figures were seen.
 * - radar: VV and VH together, as in the water index of Jia et al. 2019, ln(10 VV VH) (from memory), told into two by
 *   Otsu 1979. smoothM 50: 25 pixels of 10 m are some 25 looks (see the clearing rules), 0.9 dB of speckle. leastDropDb 3:
 *   UN-SPIDER's recommended practice for radar, a ratio of 1.25 to 2 (from memory, unverified).
 * - optical.leastRatio 1: the water ratio index of Shen and Li 2010 (from memory).
 * - leftOut.mostSlopeDegrees 5: UN-SPIDER, from memory.
 * - observation.mostGapDays 12: one satellite's repeat. What rises and falls between two looks is not seen.
 * - loss.lostShare: trees may outlive a flood: from nothing to all of it. leastM2: 1 ha.
 * - the other shares: engineering choices without a source.
 */
export const FLOOD_REFERENCE: FloodRules = {
  methodology: FLOOD_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  radar: { smoothM: 50, binDb: 0.1, leastDropDb: 3 },
  optical: { leastRatio: 1 },
  leftOut: { mostSlopeDegrees: 5 },
  observation: { mostGapDays: 12, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: floods are mapped so every day (Copernicus Global Flood Monitoring, from memory).
 */
export const floodTerms = ({ observation: { leastShare } }: Pick<FloodRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
