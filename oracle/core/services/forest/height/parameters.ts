import * as z from "zod";

import { stockDensity } from "../../common/stock-density.ts";
import { ZONES } from "../carbon/carbon.ts";
import { namedSet } from "../../common/named-set.ts";
import { controlRules, error, groundRules, metres, share } from "../growth/rules.ts";

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
