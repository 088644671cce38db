import * as z from "zod";

import { REFERENCE_RULES } from "../../../controls/rules.ts";
import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { ZONES } from "../carbon/carbon.ts";
import { MODELS } from "../gedi/models.ts";
import type { Stratum } from "../gedi/models.ts";
import { controlRules, error, groundRules, metres, share } from "../growth/rules.ts";
import { growthTerms } from "../growth/terms.ts";
import { FOREST_RULES } from "../radar/forest-mask.ts";
import type { ForestRegion } from "../radar/forest-mask.ts";

export const L_BAND_METHODOLOGY = "l-band-gedi";

const decibels = (most: number, description: string) => z.number().min(0).max(most).meta({ unit: "dB", description });
const degrees = (description: string) => z.number().min(0).max(90).meta({ unit: "degrees", description });
const days = (description: string) => z.int().min(0).max(1461).meta({ unit: "days", description });
const biomass = (least: number, most: number, description: string) =>
  z.number().min(least).max(most).meta({ unit: "Mg/ha", description });
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const lBandParameters = z.strictObject({
  ...namedSet(L_BAND_METHODOLOGY),
  mosaic: z
    .strictObject({
      maxPixelM: metres(1, 100, "Largest pixel of a mosaic, along its longer side."),
      dateEpoch: z.iso.date().describe("The day from which the date band counts."),
      mostDays: days("Furthest that a pixel's day may lie from its item's: years are not mixed."),
      incidence: z
        .strictObject({ least: degrees("Least local incidence that is used."), most: degrees("Greatest.") })
        .refine(({ least, most }) => least < most, { error: "the least is below the most" })
        .describe("Which slopes are used."),
      mostStrangeShare: share("Most of the pixels that may hold what no mosaic has; beyond, the unit is wrong."),
    })
    .describe("Which mosaics are taken, and which of their pixels."),
  ground: groundRules,
  forest: z
    .strictObject({
      region: z.enum(keysOf<ForestRegion>(FOREST_RULES)).describe("Whose thresholds tell forest."),
      stratum: z.enum(keysOf<Stratum>(MODELS)).describe("Prediction stratum of GEDI L4A; shots of no other are used."),
    })
    .describe("What is forest, and by which model footprints have their biomass."),
  loss: z
    .strictObject({
      lookBiasDb: decibels(3, "Standard deviation of an error of gamma0 that a whole mosaic shares."),
      dropDb: decibels(20, "A cell that falls by so much lost trees beyond doubt."),
      noiseDb: decibels(20, "A cell that falls by so much may have lost trees."),
    })
    .refine(({ noiseDb, dropDb }) => noiseDb <= dropDb, { error: "noise is at most a drop" })
    .describe("What a loss is."),
  footprints: z
    .strictObject({
      least: z.int().min(10).meta({ unit: "units", description: "Fewest units of ground with a footprint." }),
      leastBlocks: z.int().min(3).meta({ unit: "blocks", description: "Fewest blocks of ground that they lie in." }),
      blockM: metres(100, 50_000, "Side of a block: a model is judged on blocks that it never saw."),
      mostDays: days("Furthest that a footprint may lie from the earlier mosaic."),
      looks: z.number().min(1).max(1000).meta({ unit: "looks", description: "Independent looks in a pixel." }),
      saturation: biomass(20, 200, "Greatest biomass above the ground that L-band tells apart."),
      mostSaturatedShare: share("Most of the claim that may stand above it at the earlier mosaic."),
      steepest: z
        .number()
        .min(1)
        .max(100)
        .describe("How many times steeper than below saturation biomass may rise with power above it."),
      mostGrowth: z.number().min(1).max(100).meta({ unit: "Mg/ha/yr", description: "Quickest growth of any stand." }),
      mostBiomass: biomass(100, 5000, "Greatest biomass above the ground of any stand."),
    })
    .describe("When footprints may turn backscatter into biomass."),
  shared: z
    .strictObject({
      footprints: error("Relative standard error that all footprints' biomass shares."),
      roots: error("Of the biomass above and below the ground over that above."),
      carbon: error("Of the carbon fraction."),
    })
    .describe("Errors that project and controls share: they grow with the difference."),
  controls: controlRules,
});

/** What a project states of itself. */
export const lBandPractice = z.strictObject({
  zone: z.enum(ZONES).describe("Ecological zone: it decides roots and carbon fraction."),
  stockKgPerHa: stockDensity,
});

export type LBandRules = z.infer<typeof lBandParameters>;
/** The stock bounds what a loss weighs. */
export type LBandParameters = LBandRules & z.infer<typeof lBandPractice>;

/**
 * The reference rules. Evidence, number by number; no real ground has been judged by them:
 * - mosaic: pixels of 0.8" are 25 m. dateEpoch: the start of PALSAR-2, as Google's Earth Engine catalogue states of the date
 *   band. mostDays 366: an item is dated by a day of its year. incidence 20 to 50: local incidence of the mosaics' beams on
 *   slopes below about 20 degrees (a choice, unverified).
 * - ground: cells of 50 m hold four pixels; units of 200 m have 64, whose speckle is some 3 %; clusters of 400 m and a belt of
 *   200 m: choices. reachM 5000: footprints lie in tracks of some hundred metres apart.
 * - forest: thresholds of south-east Asia and the model of its evergreen broadleaf trees: see radar/forest-mask.ts and
 *   gedi/models.ts. Where the region of the stratum ends is not checked.
 * - loss.lookBiasDb 0.5: of the order of the mosaics' radiometric stability, with moisture (unverified). dropDb 3: half of the
 *   power. noiseDb 1: a choice.
 * - footprints.least 60, leastBlocks 8: a footprint's own error is about as large as its biomass, so that far more are needed
 *   than plots (a choice). blockM 1000, mostDays 730: as for plots (choices). looks 16: of the mosaics at 25 m (from memory,
 *   unverified). saturation 100: Mermoz et al. 2015, abstract. mostSaturatedShare 500, steepest 5 (above a
 *   water cloud's slope at twice saturation), mostGrowth 40 (the quickest plantations), mostBiomass 1000: choices, unverified.
 * - shared.footprints 150: continental Asia is thin in the models' calibration (its theoretical basis says so); how far a
 *   stratum's model errs as a whole in one place is not published (unverified). roots, carbon: see height/terms.ts.
 * - controls: see controls/rules.ts.
 */
export const L_BAND_REFERENCE: LBandRules = {
  methodology: L_BAND_METHODOLOGY,
  version: "1",
  mosaic: {
    maxPixelM: 30,
    dateEpoch: "2014-05-24",
    mostDays: 366,
    incidence: { least: 20, most: 50 },
    mostStrangeShare: 10,
  },
  ground: { cellM: 50, unitM: 200, clusterM: 400, beltM: 200, reachM: 5000, leastShare: 800 },
  forest: { region: "south-east-asia", stratum: "EBT_SAs" },
  loss: { lookBiasDb: 0.5, dropDb: 3, noiseDb: 1 },
  footprints: {
    least: 60,
    leastBlocks: 8,
    blockM: 1000,
    mostDays: 730,
    looks: 16,
    saturation: 100,
    mostSaturatedShare: 500,
    steepest: 5,
    mostGrowth: 40,
    mostBiomass: 1000,
  },
  shared: { footprints: 150, roots: 50, carbon: 30 },
  controls: REFERENCE_RULES,
};

/** On-chain terms: see growth/terms.ts. Nothing of it has met real ground. */
export const lBandTerms = ({ ground }: Pick<LBandRules, "ground">): OwnTerms => growthTerms(ground, "research");
