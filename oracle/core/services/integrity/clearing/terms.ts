import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { CLEARING_METHODOLOGY } from "./parameters.ts";
import type { ClearingRules } from "./parameters.ts";

/**
 * The reference rules. None was fitted to the logged forest that the golden test judges.
 * - signals: Reiche et al. 2018 (Remote Sensing of Environment 204), dry forest of Bolivia, as their published example has
 *   them for Sentinel-1 VV and Landsat NDVI after the scene's 95th percentile was taken off: forest -1 +- 0.75 dB and 0 +-
 *   0.1, cleared -4 +- 1 dB and -0.5 +- 0.125. VH takes VV's figures, for want of published ones (unverified): canopies
 *   scatter VH by volume, so that felling lowers it. VV is left out: felled, rough ground may raise it.
 *   NDFI takes NDVI's, for want of published ones (unverified); intact forest from 0.75 on and cleared ground below 0 (Souza
 *   et al. 2005, from memory) lie further apart than that. Its endmembers are those of the CODED package, which are
 *   Souza's, and stand in `unmixing/endmembers.ts`; the one of cloud could not be read again (unverified).
 * - level.percentile: the same. mostFall 500: half a drop is where forest and cleared ground are equally likely.
 *   leastPlots 20: the 95th percentile of fewer is their largest.
 * - scenes.plotM: 60 m holds 36 pixels of 10 m; with 4.4 looks for every 20 by 22 m of a ground-range product that is 36
 *   looks (ESA product definition, from memory), and 4.34 / sqrt(36) = 0.72 dB of speckle, the spread above.
 * - updating: least, most 0.1 and 0.9, the package's bwf. The others: SEPAL's alerts by the same method (RADD, Reiche et al. 2021):
 *   0.6, 0.5, 0.85, 0.975 and 90 days.
 * - history.leastLooks: the mean of 10 is known to a third of the spread.
 * - observation.mostGapDays: as long as a plot may wait to be confirmed.
 * - loss.lostShare: how much of a stand went can not be seen: from nothing to all of it.
 * - loss.leastM2: 1 ha.
 * - the other shares: engineering choices without a source.
 */
export const CLEARING_REFERENCE: ClearingRules = {
  methodology: CLEARING_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, plotM: 60, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  signals: {
    vh: { forestSpread: 0.75, drop: 3, clearedSpread: 1 },
    ndvi: { forestSpread: 0.1, drop: 0.5, clearedSpread: 0.125 },
    ndfi: { forestSpread: 0.1, drop: 0.5, clearedSpread: 0.125 },
  },
  level: { percentile: 95, leastPlots: 20, mostFall: 500 },
  history: { leastLooks: 10 },
  updating: {
    least: 0.1,
    most: 0.9,
    possible: 0.6,
    rejected: 0.5,
    provisional: 0.85,
    confirmed: 0.975,
    mostDays: 90,
  },
  observation: { leastPixelShare: 500, mostGapDays: 90, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing: what stands on the chain is by which rules and program clearing is found.
 * - maturity: alerts by this method are in daily use (RADD, Global Forest Watch).
 */
export const clearingTerms = ({ observation: { leastShare } }: Pick<ClearingRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
