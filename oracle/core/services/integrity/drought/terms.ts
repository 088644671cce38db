import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { DROUGHT_METHODOLOGY } from "./parameters.ts";
import type { DroughtRules } from "./parameters.ts";

/**
 * The reference rules.
 * - drought.mostHealth 10: extreme drought, the last of Kogan's classes (from memory). leastLooks 3, leastDays 32: one dry
 *   look is weather; engineering choices. leastDeficit 3 is from simulated series whose years differ as much as their looks
 *   do: by 2.5 three of 400 call the driest of some years a drought, by 3 none.
 * - season.windowDays 16: a composite of MODIS or two passes of Landsat either way. leastYears 5: in n years a year is the
 *   driest by chance in one of n + 1. leastSpread 0.02: as of NDVI in the break with the season. Engineering choices.
 * - observation.mostGapDays 90, scenes: as of the break with the season.
 * - loss.lostShare: trees outlive most droughts: from nothing to all of it. leastM2: 1 ha.
 */
export const DROUGHT_REFERENCE: DroughtRules = {
  methodology: DROUGHT_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 1100, plotM: 60, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  season: { windowDays: 16, leastYears: 5, leastSpread: 0.02 },
  drought: { mostHealth: 10, leastDeficit: 3, leastLooks: 3, leastDays: 32 },
  observation: { leastPixelShare: 500, mostGapDays: 90, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: of real ground only NDVI was met, over two pixels of Somalia; all of it in simulation alone.
 */
export const droughtTerms = ({ observation: { leastShare } }: Pick<DroughtRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "research",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
