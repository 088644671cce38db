import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import { ZONES } from "../carbon/carbon.ts";
import { MODELS } from "../gedi/models.ts";
import type { Stratum } from "../gedi/models.ts";
import { controlRules, error, groundRules, metres, share } from "../growth/rules.ts";
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
