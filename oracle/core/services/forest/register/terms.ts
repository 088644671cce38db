import type { OwnTerms } from "../../common/terms.ts";
import { growthTerms } from "../growth/terms.ts";
import { REGISTER_METHODOLOGY } from "./parameters.ts";
import type { RegisterParameters } from "./parameters.ts";

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
