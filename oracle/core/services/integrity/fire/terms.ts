import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { FIRE_METHODOLOGY } from "./parameters.ts";
import type { FireRules } from "./parameters.ts";

/**
 * The reference rules.
 * - confidence: MODIS collection 6 user guide: low below 30, nominal below 80, high from there (from memory).
 * - fire.mostDays 5: an engineering choice: a fire that smoulders under clouds for longer counts as two.
 * - observation.leastSatellites 2: of one satellite's passes clouds hide more; an engineering choice.
 * - loss.lostShare: a hotspot is a pixel of 375 m to several kilometres with a fire somewhere in it, and no burned area
 *   (FIRMS): from nothing to all of it.
 * - smoke.leastQuality 0.8: what Sentinel-5P's product user manual asks of its aerosol index (from memory). leastIndex 1:
 *   absorbing aerosol is above 0, and clear scenes scatter about it (from memory). mostKm, mostHours: engineering choices.
 */
export const FIRE_REFERENCE: FireRules = {
  methodology: FIRE_METHODOLOGY,
  version: "1",
  confidence: { nominal: 30, high: 80 },
  fire: { mostDays: 5 },
  observation: { leastSatellites: 2 },
  loss: { lostShare: { lower: 0, upper: 1000 } },
  smoke: { leastIndex: 1, leastQuality: 0.8, mostKm: 50, mostHours: 24 },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: FIRMS is in daily use. minObservedPpm: the ground is observed whole or not at all.
 */
export const fireTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: 1_000_000,
  edgeLevels: [16, 20],
});
