import type { OwnTerms } from "../../common/terms.ts";
import type { GroundRules } from "./rules.ts";

const DAY_SECONDS = 86_400;

/**
 * On-chain terms of what a forest grew, for a governor to read, change and propose:
 * - deduction: ART TREES 2.0, equations 10 and 11 (70 % one-sided).
 * - maxHalfWidth: an interval as wide as the removal itself says no more than that something grew.
 * - buffer 20 %: between the shares that registries hold for forests (from memory, unverified). monitoring: L12's hundred
 *   years; a look every five years at least, chosen.
 * - maxKgPerHaYear: 40 Mg/ha of dry matter a year, the quickest plantations, as CO2 with roots (unverified).
 * - minPeriod: a year, since less growth than that is below any survey's error. maxPeriod: ten years and three days, chosen.
 * - retroactivity: five years, as for paddies. challengeWindow: a week, chosen.
 */
export const growthTerms = (
  { leastShare }: Pick<GroundRules, "leastShare">,
  maturity: OwnTerms["maturity"],
): OwnTerms => ({
  pool: "biomass",
  unitKind: "removal",
  reversible: true,
  maturity,
  deductionForm: "trees",
  deductionZPpm: 524_417,
  maxHalfWidthPpm: 1_000_000,
  minObservedPpm: Math.max(1, leastShare * 1_000),
  bufferPpm: 200_000,
  monitoringYears: 100,
  maxObservationGapSeconds: 1_827 * DAY_SECONDS,
  challengeWindowSeconds: 7 * DAY_SECONDS,
  maxKgPerHaYear: 95_000,
  minPeriodSeconds: 365 * DAY_SECONDS,
  maxPeriodSeconds: 3_655 * DAY_SECONDS,
  retroactivitySeconds: 1_827 * DAY_SECONDS,
  edgeLevels: [16, 20],
});
