import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import { error } from "../growth/rules.ts";

export const REGISTER_METHODOLOGY = "japan-stand-register";

/** Trees whose coefficients a set gives. */
export const SPECIES = ["sugi", "hinoki", "karamatsu"] as const;
export type Species = (typeof SPECIES)[number];

const ratio = (least: number, most: number, description: string) =>
  z.number().min(least).max(most).describe(description);

const coefficients = z.strictObject({
  expansionYoung: ratio(1, 3, "Above-ground biomass over that of the stem, up to the age where it changes."),
  expansionOld: ratio(1, 3, "The same from there on."),
  rootToShoot: ratio(0, 1, "Below-ground biomass over above-ground."),
  density: z.number().min(0.2).max(1).meta({ unit: "t/m3", description: "Dry mass of stem wood over green volume." }),
  carbonFraction: ratio(0.4, 0.6, "Carbon in dry matter."),
});
export type Coefficients = z.infer<typeof coefficients>;

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const registerParameters = z.strictObject({
  ...namedSet(REGISTER_METHODOLOGY),
  species: z
    .strictObject({
      sugi: coefficients.describe("Cryptomeria japonica."),
      hinoki: coefficients.describe("Chamaecyparis obtusa."),
      karamatsu: coefficients.describe("Larix kaempferi."),
    })
    .describe("By tree."),
  expansionChangesAt: z
    .number()
    .min(1)
    .max(100)
    .meta({ unit: "years", description: "Age of a stand at which its expansion factor changes." }),
  stands: z
    .strictObject({
      managedSince: z.iso.date().describe("A stand counts that was managed on this day or later."),
      mostSurveyDays: z
        .int()
        .min(0)
        .max(1461)
        .meta({ unit: "days", description: "Furthest that a stand's last survey may lie from the period's end." }),
    })
    .describe("Which stands count."),
  errors: z
    .strictObject({
      volume: error("Relative standard error of a yield table's growth, shared by all stands."),
      expansion: error("Of the expansion factors."),
      roots: error("Of the biomass above and below the ground over that above."),
      density: error("Of the wood density."),
      carbon: error("Of the carbon fraction."),
    })
    .describe("What all stands share."),
});

/** What a project states of itself. */
export const registerPractice = z.strictObject({ stockKgPerHa: stockDensity });

export type RegisterParameters = z.infer<typeof registerParameters>;
