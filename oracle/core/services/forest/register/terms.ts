import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { stockDensity } from "../../common/stock-density.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { error } from "../growth/rules.ts";
import { growthTerms } from "../growth/terms.ts";

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

/**
 * The reference rules. The equation is that of the Japanese Forestry Agency for a year's uptake of a forest, as its guide to
 * companies prints it (read), and of J-Credit's forest management, FO-001, in quotation. Evidence, number by number:
 * - species: expansion factors, roots, densities and carbon fractions of Japan's national greenhouse gas inventory (from
 *   memory, not re-read: unverified). expansionChangesAt 20: the guide has one factor up to 20 years and one from 21 (read).
 * - stands.managedSince: the first day from which the Kyoto Protocol, article 3.4, and FO-001 count management (from memory,
 *   unverified). mostSurveyDays 365: a stand is seen about once in the year that a period ends in (a choice).
 * - errors.volume 150: regional yield tables lay 13 to 22 % below what was remeasured in one prefecture (Nakajima 2020 on
 *   Toyama, abstract: registers at 115 to 128 % of themselves); that they lie low is not relied on. The others: choices of the
 *   order of IPCC 2006, volume 4 (unverified).
 */
export const REGISTER_REFERENCE: RegisterParameters = {
  methodology: REGISTER_METHODOLOGY,
  version: "1",
  species: {
    sugi: { expansionYoung: 1.57, expansionOld: 1.23, rootToShoot: 0.25, density: 0.314, carbonFraction: 0.51 },
    hinoki: { expansionYoung: 1.55, expansionOld: 1.24, rootToShoot: 0.26, density: 0.407, carbonFraction: 0.51 },
    karamatsu: { expansionYoung: 1.5, expansionOld: 1.15, rootToShoot: 0.29, density: 0.404, carbonFraction: 0.51 },
  },
  expansionChangesAt: 20,
  stands: { managedSince: "1990-04-01", mostSurveyDays: 365 },
  errors: { volume: 150, expansion: 50, roots: 50, density: 30, carbon: 30 },
};

/** On-chain terms: see growth/terms.ts. Growth here is a table's, and seen by nobody. */
export const registerTerms = (): OwnTerms => growthTerms({ leastShare: 0 }, "research");
