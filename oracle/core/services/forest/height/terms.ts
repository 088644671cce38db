import { REFERENCE_RULES } from "../../../controls/rules.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { HEIGHT_METHODOLOGY } from "./parameters.ts";
import { growthTerms } from "../growth/terms.ts";
import type { HeightRules } from "./parameters.ts";

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
