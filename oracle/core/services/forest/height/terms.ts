import * as z from "zod";

import { REFERENCE_RULES } from "../../../controls/rules.ts";
import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { ZONES } from "../carbon/carbon.ts";
import { controlRules, error, groundRules, metres, share } from "../growth/rules.ts";
import { growthTerms } from "../growth/terms.ts";

export const HEIGHT_METHODOLOGY = "canopy-height-plots";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const heightParameters = z.strictObject({
  ...namedSet(HEIGHT_METHODOLOGY),
  heights: z
    .strictObject({
      maxPixelM: metres(0.1, 30, "Largest pixel of a map of canopy heights."),
      least: metres(-20, 0, "Lowest value that is a height."),
      most: metres(50, 150, "Highest value that is a height; the tallest trees have about 115 m."),
      mostStrangeShare: share("Most of the pixels that may hold what can be no height; beyond, the unit is wrong."),
    })
    .describe("Which maps are taken."),
  ground: groundRules,
  loss: z
    .strictObject({
      surveyBiasM: metres(0, 2, "Standard deviation of a height error that a whole survey shares."),
      dropM: metres(1, 50, "A cell that falls by so much lost trees beyond doubt."),
      noiseM: metres(0, 10, "A cell that falls by so much may have lost trees."),
      leastBiomassPerM: z.number().min(0).max(100).meta({
        unit: "Mg/ha/m",
        description: "Least biomass above the ground that a metre of mean canopy height stands for.",
      }),
      mostBiomassPerM: z.number().min(0).max(100).meta({ unit: "Mg/ha/m", description: "The most." }),
    })
    .refine(({ leastBiomassPerM: a, mostBiomassPerM: b }) => a <= b, { error: "the least is at most the most" })
    .describe("What a loss is, and the bounds of what it weighs, which need no plots."),
  plots: z
    .strictObject({
      least: z.int().min(10).meta({ unit: "plots", description: "Fewest plots on the map." }),
      leastBlocks: z.int().min(3).meta({ unit: "blocks", description: "Fewest blocks of ground that they lie in." }),
      blockM: metres(100, 50_000, "Side of a block: a model is judged on blocks that it never saw."),
      mostDays: z.int().min(0).max(1461).meta({
        unit: "days",
        description: "Furthest that a plot may have been measured from the earlier survey.",
      }),
      positionM: metres(0, 30, "Standard deviation of a plot's place, in each direction."),
      leastSkill: share(
        "Least share of the squared error of knowing nothing that the model takes away in blocks unseen.",
      ),
      mostBiomass: z
        .number()
        .min(100)
        .max(5000)
        .meta({ unit: "Mg/ha", description: "Greatest biomass above the ground of any stand." }),
    })
    .describe("When plots may turn heights into biomass."),
  shared: z
    .strictObject({
      allometry: error("Relative standard error that all trees' biomass shares."),
      roots: error("Of the biomass above and below the ground over that above."),
      carbon: error("Of the carbon fraction."),
    })
    .describe("Errors that project and controls share: they grow with the difference."),
  controls: controlRules,
});

/** What a project states of itself. */
export const heightPractice = z.strictObject({
  zone: z.enum(ZONES).describe("Ecological zone: it decides roots and carbon fraction."),
  stockKgPerHa: stockDensity,
});

export type HeightRules = z.infer<typeof heightParameters>;
export type HeightPractice = z.infer<typeof heightPractice>;
/** The stock is not for this methodology, which sees it, but for the watch over what it earned. */
export type HeightParameters = HeightRules & Pick<HeightPractice, "zone">;

/**
 * The reference rules. Evidence, number by number; none was fitted to the ground that the golden tests judge, though its
 * figures were known when the rules were written:
 * - heights: a pixel of lidar has a metre; 30 m is the widest of yearly maps. most 120: above the tallest tree known, about
 *   116 m. least -2: what an error of the ground leaves over bare soil (a choice).
 * - ground: cells of 10 m hold a large crown; units of a hectare; clusters of 200 m: crowns and gaps are alike within some
 *   tens of metres, and the program refuses ground that is alike for longer (a choice). beltM 200, reachM 2000: choices;
 *   leakage beyond the belt, and through markets, is not seen.
 * - loss.surveyBiasM 0.1: the vertical error of airborne lidar over open ground (from memory, unverified). dropM 5: more
 *   than growth or a shifted crown's edge explain. noiseM 1: a choice. Biomass a metre from 2 to 25 Mg/ha: 464 Mg/ha under a
 *   canopy of some 27 m make 17 in old rain forest; the bounds are wide on purpose (unverified).
 * - plots.least 20, leastBlocks 5: below, Student's quantile over blocks grows quickly (a choice). mostDays 730: a forest
 *   grows by less than its error in two years (a choice). positionM 5: satellite positioning under a canopy (unverified).
 *   leastSkill 300: below, the mean of the plots is about as good (a choice). mostBiomass 1000: beyond it stand few forests
 *   but those of redwood and mountain ash (from memory, unverified).
 * - shared.allometry 100: of the order that Chave et al. 2014 and Rejou-Mechain et al. 2017 find for a plot (from memory,
 *   unverified). roots 50, carbon 30: ranges of IPCC 2006, volume 4, tables 4.3 and 4.4 (from memory, unverified).
 * - controls: see controls/rules.ts.
 */
export const HEIGHT_REFERENCE: HeightRules = {
  methodology: HEIGHT_METHODOLOGY,
  version: "1",
  heights: { maxPixelM: 30, least: -2, most: 120, mostStrangeShare: 10 },
  ground: { cellM: 10, unitM: 100, clusterM: 200, beltM: 200, reachM: 2000, leastShare: 800 },
  loss: { surveyBiasM: 0.1, dropM: 5, noiseM: 1, leastBiomassPerM: 2, mostBiomassPerM: 25 },
  plots: {
    least: 20,
    leastBlocks: 5,
    blockM: 500,
    mostDays: 730,
    positionM: 5,
    leastSkill: 300,
    mostBiomass: 1000,
  },
  shared: { allometry: 100, roots: 50, carbon: 30 },
  controls: REFERENCE_RULES,
};

/** On-chain terms: see growth/terms.ts. */
export const heightTerms = ({ ground }: Pick<HeightRules, "ground">): OwnTerms => growthTerms(ground, "demonstration");
