import * as z from "zod";

import { KEY_BENSON_2006 } from "../../../kernels/burn-severity.ts";
import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";

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
  stockKgPerHa: stockDensity,
});

export type BurnRules = z.infer<typeof burnParameters>;
export type BurnPractice = z.infer<typeof burnPractice>;
export type BurnParameters = BurnRules & BurnPractice;

/**
 * The reference rules. Evidence, number by number; none was fitted to the fires that the golden test judges, though their
 * figures were known when the rules were written:
 * - severity.thresholds: Key and Benson 2006. band: their remark that thresholds may shift by as much as 100 from one pair
 *   of scenes to another (from memory, not re-read).
 * - observation.darkest: 0.005 of reflectance, the error of one Landsat band over dark ground (Vermote et al. 2016, from
 *   memory), in both bands moves an NBR by sqrt(2) * 0.005 / (NIR + SWIR): at 0.05 by 140 thousandths, more than a class
 *   of severity. Char is brighter, deep water darker.
 * - reference: mean and spread keep two standard deviations inside the unburned class (-100 to 99). leastPixels 100: its
 *   mean is then known to a tenth of the spread.
 * - loss: 1 ha is 11 Landsat pixels. leastShare 20: with the spread that a reference is allowed, dNBR of 200 is four
 *   standard deviations out; the share leaves room for tails heavier than the normal's.
 * - allClear.leastNbr 100: green vegetation reflects more near than short-wave infrared, rock, soil and char about as much
 *   or less; 100 is the half-width of the unburned class. mostChangedShare 50: of ground that did not change, two standard
 *   deviations inside the class leave 23 to either side. mostShift 50: half the half-width; a shift of the whole scene by more
 *   can lift a light fire (100 to 269) out of its class. mostSeasonDays 32: two revisits of one Landsat. mostYears 1:
 *   scars of herbs and shrubs fade within years.
 * - killed: the basal-area classes of Miller et al. 2009 (up to 25 %, 25 to 75 %, above; from memory). leastCombusted:
 *   combustion factor of primary tropical forest, IPCC 2006, volume 4, table 2.6 (unverified).
 * - the other shares: engineering choices without a source.
 */
export const BURN_REFERENCE: BurnRules = {
  methodology: BURN_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, maxCloudPercent: 10 },
  observation: { darkest: 50, leastShare: 800, mostStrangeShare: 100 },
  severity: { thresholds: [...KEY_BENSON_2006], band: 100 },
  reference: { leastPixels: 100, leastGreenShare: 900, lowestMean: -100, mostSpread: 50 },
  loss: { leastM2: 10_000, leastShare: 20 },
  allClear: {
    leastNbr: 100,
    leastGreenShare: 900,
    mostChangedShare: 50,
    mostShift: 50,
    mostSeasonDays: 32,
    mostYears: 1,
  },
  killed: {
    low: { lower: 0, upper: 250 },
    moderateLow: { lower: 250, upper: 750 },
    moderateHigh: { lower: 250, upper: 750 },
    high: { lower: 750, upper: 1000 },
  },
  leastCombusted: 360,
};

/**
 * On-chain terms, for a governor to read, change and propose. A finding earns nothing: what stands on the chain is which
 * rules and which program a fire is found by.
 * - maturity: fire mapping by index is in daily use (Monitoring Trends in Burn Severity, from memory).
 */
export const burnTerms = ({ observation: { leastShare } }: Pick<BurnRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
