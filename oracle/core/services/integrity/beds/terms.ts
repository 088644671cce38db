import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { BED_METHODOLOGY } from "./parameters.ts";
import type { BedRules } from "./parameters.ts";

/**
 * The reference rules. A loss is what falls by more than 1.645 standard errors of both areas: one-sided 95 %.
 * - season.mostDays 60: seagrass and Sargassum have an annual cycle; two months either way are one season of four. An
 *   engineering choice. mostYears 5: as above.
 * - observation.mostUnseenShare 250: where more than a quarter of a bed could be gone unseen nothing is said. An engineering
 *   choice.
 * - loss.lostShare: what is buried may stay where leaves are gone: from nothing to all of it.
 */
export const BED_REFERENCE: BedRules = {
  methodology: BED_METHODOLOGY,
  version: "1",
  season: { mostDays: 60, mostYears: 5 },
  observation: { mostUnseenShare: 250 },
  loss: { lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: tried on photo-interpreted beds of two bays that grew; no real loss was met as polygons. minObservedPpm: the
 *   ground is observed whole or not at all.
 */
export const bedTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "blue-carbon",
  maturity: "research",
  minObservedPpm: 1_000_000,
  edgeLevels: [20],
});
