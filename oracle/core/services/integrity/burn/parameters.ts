import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";

const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });
/** An index such as NBR or dNBR, in thousandths. */
const thousandths = (least: number, most: number, description: string) =>
  z.int().min(least).max(most).meta({ unit: "0.001", description });

const bounds = (most: number, unit: string, description: string) =>
  z
    .strictObject({
      lower: z.int().min(0).max(most).meta({ unit, description: "At least." }),
      upper: z.int().min(0).max(most).meta({ unit, description: "At most; not below the lower." }),
    })
    .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
    .describe(description);
const killedShare = (description: string) => bounds(1000, "‰", description);

export const BURN_METHODOLOGY = "burn-severity-pair";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const burnParameters = z.strictObject({
  ...namedSet(BURN_METHODOLOGY),
  scenes: z
    .strictObject({
      maxPixelM: z.number().gt(0).max(60).meta({ unit: "m", description: "Largest pixel of a scene." }),
      maxCloudPercent: z
        .number()
        .min(0)
        .max(100)
        .meta({ unit: "%", description: "A scene that states more cloud is refused." }),
    })
    .describe("Which scenes may be one of the pair."),
  observation: z
    .strictObject({
      darkest: thousandths(1, 1000, "Least NIR + SWIR of a pixel that counts as seen, in reflectance."),
      leastShare: share("Least share of the claimed area that must be seen to say more than that a loss is there."),
      mostStrangeShare: share(
        "Most of the ground's pixels that may hold what can be no reflectance; beyond, the scale is wrong.",
      ),
    })
    .describe("What must be seen."),
  severity: z
    .strictObject({
      thresholds: z
        .array(thousandths(-2000, 2000, "dNBR."))
        .length(6)
        .refine((list) => list.every((value, at) => at === 0 || value > (list[at - 1] as number)), {
          error: "thresholds ascend",
        })
        .meta({
          unit: "0.001",
          description: "Least dNBR of low regrowth, unburned, and low, moderate-low, moderate-high, high severity.",
        }),
      band: thousandths(
        0,
        500,
        "How far the thresholds may lie off, in either direction, from one pair of scenes to another.",
      ),
    })
    .describe("How dNBR is told into classes."),
  reference: z
    .strictObject({
      leastPixels: z.int().min(30).meta({ unit: "pixels", description: "Fewest pixels of it that are seen." }),
      leastGreenShare: share("Least share of it that is green at both dates."),
      lowestMean: thousandths(
        -500,
        0,
        "Lowest mean dNBR: below, reference and ground may have greened to different degrees.",
      ),
      mostSpread: thousandths(1, 500, "Greatest standard deviation of its dNBR."),
    })
    .describe("What ground outside the claim must show, to be taken as unburned and to give an offset."),
  loss: z
    .strictObject({
      leastM2: z
        .int()
        .min(1)
        .meta({ unit: "m2", description: "Least area that is certainly burned in excess of what greened." }),
      leastShare: share("Least share of what was seen that is certainly burned in excess of what greened."),
    })
    .describe("What a loss needs."),
  allClear: z
    .strictObject({
      leastNbr: thousandths(-2000, 2000, "Least NBR of ground that is green."),
      leastGreenShare: share("Least share of what was seen that is green at both dates."),
      mostChangedShare: share("Most of the ground that may have greened, or darkened, beyond the unburned class."),
      mostShift: thousandths(0, 500, "Furthest that the ground's median dNBR may lie from 0, either way."),
      mostSeasonDays: z.int().min(0).max(182).meta({
        unit: "days",
        description: "Furthest the two dates may lie from a whole number of years, up to `mostYears`.",
      }),
      mostYears: z.int().min(0).max(5).meta({ unit: "years", description: "Most years between the two dates." }),
    })
    .describe("What an all-clear needs."),
  killed: z
    .strictObject({
      low: killedShare("Of ground of low severity."),
      moderateLow: killedShare("Of ground of moderate-low severity."),
      moderateHigh: killedShare("Of ground of moderate-high severity."),
      high: killedShare("Of ground of high severity."),
    })
    .describe("Share of stock that dies, by severity."),
  leastCombusted: share("Least share of what dies that is gone at once; the upper bound takes all of it."),
});

/** What a project states of itself. */
export const burnPractice = z.strictObject({
  stockKgPerHa: bounds(10_000_000, "kg CO2e/ha", "Stock before the fire: no satellite of this methodology sees it."),
});

export type BurnRules = z.infer<typeof burnParameters>;
export type BurnPractice = z.infer<typeof burnPractice>;
export type BurnParameters = BurnRules & BurnPractice;
