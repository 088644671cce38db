import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { watchPractice } from "../practice.ts";

export const CLEARING_METHODOLOGY = "clearing-bayes";

const probability = (description: string) => z.number().gt(0).lt(1).meta({ unit: "1", description });
const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });

const signal = (unit: string, most: number, description: string) => {
  const amount = (text: string) => z.number().gt(0).max(most).meta({ unit, description: text });
  return z
    .strictObject({
      forestSpread: amount("Standard deviation of standing forest about its own mean."),
      drop: amount("How far the mean falls where forest is cleared."),
      clearedSpread: amount("Standard deviation of cleared ground about that lower mean."),
    })
    .describe(description);
};

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const clearingParameters = z.strictObject({
  ...namedSet(CLEARING_METHODOLOGY),
  scenes: z
    .strictObject({
      maxPixelM: z.number().gt(0).max(31).meta({ unit: "m", description: "Largest pixel of a scene." }),
      plotM: z.number().min(10).max(120).meta({
        unit: "m",
        description: "Side of the plots that are followed, as many whole pixels as come nearest, at least one.",
      }),
      maxCloudPercent: z
        .number()
        .min(0)
        .max(100)
        .meta({ unit: "%", description: "An optical scene that states more cloud is refused." }),
      maxUnmaskedCloudPercent: z.number().min(0).max(100).meta({
        unit: "%",
        description: "An optical scene without scene classes that states more cloud, or states none, is refused.",
      }),
      mostStrangeShare: share(
        "Most pixels of a look whose values can be no power or reflectance; beyond, its unit is wrong.",
      ),
    })
    .describe("Which scenes are used, and at what size the ground is followed."),
  signals: z
    .strictObject({
      vh: signal("dB", 20, "Sentinel-1 VH, gamma0 or sigma0."),
      vv: signal("dB", 20, "Sentinel-1 VV; left out, VV is not used.").exactOptional(),
      ndvi: signal("1", 1, "NDVI of surface or top-of-atmosphere reflectance, of scenes without the bands of NDFI."),
      ndfi: signal("1", 2, "NDFI of surface reflectance: blue, green, red, near and both short-wave infrareds."),
    })
    .describe("What forest and cleared ground look like, each a normal distribution about the plot's own history."),
  level: z
    .strictObject({
      percentile: z.int().min(50).max(99).meta({
        unit: "%",
        description: "Of the project's plots in one look: what the season does to standing forest.",
      }),
      leastPlots: z.int().min(10).meta({ unit: "plots", description: "Fewest plots that a look must show." }),
      mostFall: share(
        "Furthest the level may fall below the lowest of the history, in parts of the drop; beyond, all of the ground may have changed.",
      ),
    })
    .describe("How season, rain and viewing are taken out."),
  history: z
    .strictObject({
      leastLooks: z
        .int()
        .min(3)
        .meta({ unit: "looks", description: "Fewest looks of a plot before the watch, for each signal and track." }),
    })
    .describe("What must be known of a plot before it can be watched."),
  updating: z
    .strictObject({
      least: probability("Least probability of being cleared that one look may give."),
      most: probability("Most probability that one look may give."),
      possible: probability("Of one look, from which a plot is possibly cleared."),
      rejected: probability("After later looks, below which it is not."),
      provisional: probability("From which it is provisionally cleared."),
      confirmed: probability("From which, with a look of another day, it is confirmed."),
      mostDays: z
        .int()
        .min(1)
        .max(365)
        .meta({ unit: "days", description: "After which what is not confirmed is dropped." }),
    })
    .describe("How looks are added up."),
  observation: z
    .strictObject({
      leastPixelShare: share("Least share of a plot's pixels that a look must show."),
      mostGapDays: z.int().min(1).max(365).meta({
        unit: "days",
        description:
          "Longest time without a look of a plot, the ends of the watch included, for it to count as observed.",
      }),
      leastShare: share("Least share of the claimed area that must be observed for an all-clear."),
    })
    .describe("What must be seen."),
  loss: z
    .strictObject({
      leastM2: z.int().min(1).meta({ unit: "m2", description: "Least area of cleared plots that touch, for a loss." }),
      lostShare: z
        .strictObject({ lower: share("At least."), upper: share("At most; not below the lower.") })
        .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
        .describe("Share of the stock that is gone where a plot is cleared."),
    })
    .describe("What a loss is."),
});

export const clearingPractice = watchPractice;

export type ClearingRules = z.infer<typeof clearingParameters>;
export type ClearingParameters = ClearingRules & z.infer<typeof clearingPractice>;
export type Signals = ClearingRules["signals"];
export type SignalName = keyof Signals;
export type Distribution = Signals["vh"];

/**
 * The reference rules. None was fitted to the logged forest that the golden test judges.
 * - signals: Reiche et al. 2018 (Remote Sensing of Environment 204), dry forest of Bolivia, as their published example has
 *   them for Sentinel-1 VV and Landsat NDVI after the scene's 95th percentile was taken off: forest -1 +- 0.75 dB and 0 +-
 *   0.1, cleared -4 +- 1 dB and -0.5 +- 0.125. VH takes VV's figures, for want of published ones (unverified): canopies
 *   scatter VH by volume, so that felling lowers it. VV is left out: felled, rough ground may raise it.
 *   NDFI takes NDVI's, for want of published ones (unverified); intact forest from 0.75 on and cleared ground below 0 (Souza
 *   et al. 2005, from memory) lie further apart than that. Its endmembers are those of the CODED package, which are
 *   Souza's, and stand in `unmixing/endmembers.ts`; the one of cloud could not be read again (unverified).
 * - level.percentile: the same. mostFall 500: half a drop is where forest and cleared ground are equally likely.
 *   leastPlots 20: the 95th percentile of fewer is their largest.
 * - scenes.plotM: 60 m holds 36 pixels of 10 m; with 4.4 looks for every 20 by 22 m of a ground-range product that is 36
 *   looks (ESA product definition, from memory), and 4.34 / sqrt(36) = 0.72 dB of speckle, the spread above.
 * - updating: least, most 0.1 and 0.9, the package's bwf. The others: SEPAL's alerts by the same method (RADD, Reiche et al. 2021):
 *   0.6, 0.5, 0.85, 0.975 and 90 days.
 * - history.leastLooks: the mean of 10 is known to a third of the spread.
 * - observation.mostGapDays: as long as a plot may wait to be confirmed.
 * - loss.lostShare: how much of a stand went can not be seen: from nothing to all of it.
 * - loss.leastM2: 1 ha.
 * - the other shares: engineering choices without a source.
 */
export const CLEARING_REFERENCE: ClearingRules = {
  methodology: CLEARING_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, plotM: 60, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  signals: {
    vh: { forestSpread: 0.75, drop: 3, clearedSpread: 1 },
    ndvi: { forestSpread: 0.1, drop: 0.5, clearedSpread: 0.125 },
    ndfi: { forestSpread: 0.1, drop: 0.5, clearedSpread: 0.125 },
  },
  level: { percentile: 95, leastPlots: 20, mostFall: 500 },
  history: { leastLooks: 10 },
  updating: {
    least: 0.1,
    most: 0.9,
    possible: 0.6,
    rejected: 0.5,
    provisional: 0.85,
    confirmed: 0.975,
    mostDays: 90,
  },
  observation: { leastPixelShare: 500, mostGapDays: 90, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing: what stands on the chain is by which rules and program clearing is found.
 * - maturity: alerts by this method are in daily use (RADD, Global Forest Watch).
 */
export const clearingTerms = ({ observation: { leastShare } }: Pick<ClearingRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
