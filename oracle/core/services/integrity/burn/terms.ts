import { KEY_BENSON_2006 } from "../../../kernels/burn-severity.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { BURN_METHODOLOGY } from "./parameters.ts";
import type { BurnRules } from "./parameters.ts";

/**
 * The reference rules. Evidence, number by number; none was fitted to the fires that the golden test judges, though their
 * figures were known when the rules were written:
 * - severity.thresholds: Key and Benson 2006. band: their remark that thresholds may shift by as much as 100 from one pair
 *   of scenes to another (from memory, not re-read).
 * - observation.darkest: 0.005 of reflectance, the error of one Landsat band over dark ground (Vermote et al. 2016, from
 *   memory), in both bands moves an NBR by sqrt(2) * 0.005 / (NIR + SWIR): at 0.05 by 140 thousandths, more than a class
 *   of severity. Char is brighter, deep water darker.
 * - reference: mean and spread keep two standard deviations inside the unburned class (-100 to 99). leastPixels 100: its
 *   mean is then known to a tenth of the spread.
 * - loss: 1 ha is 11 Landsat pixels. leastShare 20: with the spread that a reference is allowed, dNBR of 200 is four
 *   standard deviations out; the share leaves room for tails heavier than the normal's.
 * - allClear.leastNbr 100: green vegetation reflects more near than short-wave infrared, rock, soil and char about as much
 *   or less; 100 is the half-width of the unburned class. mostChangedShare 50: of ground that did not change, two standard
 *   deviations inside the class leave 23 to either side. mostShift 50: half the half-width; a shift of the whole scene by more
 *   can lift a light fire (100 to 269) out of its class. mostSeasonDays 32: two revisits of one Landsat. mostYears 1:
 *   scars of herbs and shrubs fade within years.
 * - killed: the basal-area classes of Miller et al. 2009 (up to 25 %, 25 to 75 %, above; from memory). leastCombusted:
 *   combustion factor of primary tropical forest, IPCC 2006, volume 4, table 2.6 (unverified).
 * - the other shares: engineering choices without a source.
 */
export const BURN_REFERENCE: BurnRules = {
  methodology: BURN_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 31, maxCloudPercent: 10 },
  observation: { darkest: 50, leastShare: 800, mostStrangeShare: 100 },
  severity: { thresholds: [...KEY_BENSON_2006], band: 100 },
  reference: { leastPixels: 100, leastGreenShare: 900, lowestMean: -100, mostSpread: 50 },
  loss: { leastM2: 10_000, leastShare: 20 },
  allClear: {
    leastNbr: 100,
    leastGreenShare: 900,
    mostChangedShare: 50,
    mostShift: 50,
    mostSeasonDays: 32,
    mostYears: 1,
  },
  killed: {
    low: { lower: 0, upper: 250 },
    moderateLow: { lower: 250, upper: 750 },
    moderateHigh: { lower: 250, upper: 750 },
    high: { lower: 750, upper: 1000 },
  },
  leastCombusted: 360,
};

/**
 * On-chain terms, for a governor to read, change and propose. A finding earns nothing: what stands on the chain is which
 * rules and which program a fire is found by.
 * - maturity: fire mapping by index is in daily use (Monitoring Trends in Burn Severity, from memory).
 */
export const burnTerms = ({ observation: { leastShare } }: Pick<BurnRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
