import { REFERENCE_RULES } from "../../controls/rules.ts";
import { IPCC_METHODOLOGY, NARO_METHODOLOGY } from "./parameters.ts";
import type { OwnTerms } from "../common/terms.ts";
import type { IpccPractice, IpccRules as Rules, NaroPractice, NaroRules } from "./parameters.ts";

/**
 * What is common to both methodologies where a project has nothing better. Evidence, number by number:
 * - falseDryRate, falseWetRate: Sentinel-1 finds about 90 % of surface water at 30 m (Pham-Duc et al. 2017). Half of
 *   that error is taken for the mean of a whole field: an assumption, to be replaced by a project's own validation.
 * - drainage.falseRate 0.1: that whole error, for a drainage of however many looks.
 * - landUse: a crop of 78 to 150 days stands closed for a fifth of its season at least, and no field of it for more than
 *   nine tenths, since it is flooded first. On 372 labelled points in An Giang, 2022, the balanced accuracy is 0.986
 *   (test/golden/angiang.test.ts). These points were looked at before the shares were written down: any least share from
 *   0.1 to 0.4 gives the same, a greatest one of 0.8 gives 0.959. Nobody has judged them at another place.
 * - inundation.bounceDb 1: of real looks soon after water two in three are brighter in VV than the closed canopy and 1 dB,
 *   and that is no soil. An engineering choice.
 * - drainage.establishmentDays 14: alternate wetting and drying starts about two weeks after transplanting (Bouman,
 *   Lampayan and Tuong 2007, IRRI; from memory).
 * - inundation.canopyVhDb: the VH of the same An Giang fields between flooding (near -23 dB) and canopy (near -15 dB).
 *   Below it the crop's growth is estimated from the scenes themselves and takes no parameter.
 * - minFieldPixels 20, bufferPixels 1: one resolution cell and the count at which speckle of a mean is near 0.5 dB.
 * - drainage.minDays 7: the extension AG-005 asks for (not re-read). toleranceDays 10 is what looks six days apart
 *   leave open on both sides.
 * - observation.minVisibleDays: the shortest drainage that counts and a longest gap between looks on both sides of it
 *   (7 + 2 x 7): a shorter span can hold one and not show it.
 * - controls: controls/rules.ts, but for two. historyDays 730: AG-005 compares with two years (not re-read), and whole
 *   years favour no season. maxDrift 1: the smallest step between regimes is a drainage, which makes about a decibel in a
 *   season's mean (8.5 dB between wet and dry, twelve days of a hundred); that is the standard deviation of the yearly
 *   means of the rice points of An Giang, 0.96 dB. A drift that may be as large as a regime is refused.
 * - residence times, certainty, separation, gaps, matching: engineering choices without a source.
 */
const rules: Omit<Rules, "methodology" | "gwp"> = {
  version: "1",
  observation: {
    maxPixelM: 20,
    bufferPixels: 1,
    minFieldPixels: 20,
    minValidFraction: 0.8,
    minLooks: 8,
    minVisibleDays: 21,
    maxGapDays: 7,
    minObservedFraction: 0.5,
    matchOnsetDays: 15,
  },
  controls: { historyDays: 730, ...REFERENCE_RULES, maxDrift: 1 },
  inundation: {
    meanWetDays: 20,
    meanDryDays: 10,
    falseDryRate: 0.05,
    falseWetRate: 0.05,
    certainty: 0.9,
    canopyVhDb: -17,
    bounceDb: 1,
    minSamples: 30,
    minSeparation: 2,
  },
  drainage: { minDays: 7, establishmentDays: 14, toleranceDays: 10, falseRate: 0.1 },
  landUse: { minCanopyShare: 0.2, maxCanopyShare: 0.9 },
  monteCarlo: { draws: 10_000, seed: "20190501" },
};

/** The reference IPCC rules, with a set of warming potentials and whatever else is known of a site. */
export const ipccReferenceParameters = <Site extends Pick<Rules, "gwp"> & Partial<IpccPractice>>(
  site: Site,
): Rules & Site => ({
  methodology: IPCC_METHODOLOGY,
  ...rules,
  ...site,
});

/** The reference NARO rules, with a set of warming potentials, AG-005's extension and what else is known of a site. */
export const naroReferenceParameters = <Site extends Pick<NaroRules, "gwp" | "extensionDays"> & Partial<NaroPractice>>(
  site: Site,
): NaroRules & Site => ({ methodology: NARO_METHODOLOGY, ...rules, ...site });

const DAY_SECONDS = 86_400;

/**
 * On-chain terms of both methodologies, for a governor to read, change and propose:
 * - reversible false: methane not emitted can not be lost again, so no buffer and no monitoring afterwards.
 * - deduction: ART TREES 2.0, equations 10 and 11 (70 % one-sided).
 * - maxKgPerHaYear: the continuously flooded default of the highest IPCC 2019 region, 1.56 kg CH4/ha/d over 366 days at
 *   28 kg CO2e/kg (IPCC 2019 v4 table 5.11, AR5; not re-read), rounded up.
 * - minPeriod: a crop of rice takes about three months, and a shorter period can not hold a season. maxPeriod: two years
 *   and a day, chosen, so that what was measured is not older than a buyer expects.
 * - retroactivity: five years, the longest time that the VCS Standard leaves a land-use project between its start and its
 *   validation (not re-read).
 * - challengeWindow: a week, chosen.
 */
export const paddyTerms = ({ observation: { minObservedFraction } }: Pick<Rules, "observation">): OwnTerms => ({
  pool: "paddy-methane",
  unitKind: "reduction",
  reversible: false,
  maturity: "demonstration",
  deductionForm: "trees",
  deductionZPpm: 524_417,
  maxHalfWidthPpm: 1_000_000,
  minObservedPpm: Math.round(minObservedFraction * 1_000_000),
  bufferPpm: 0,
  monitoringYears: 0,
  maxObservationGapSeconds: 0,
  challengeWindowSeconds: 7 * DAY_SECONDS,
  maxKgPerHaYear: 16_000,
  minPeriodSeconds: 90 * DAY_SECONDS,
  maxPeriodSeconds: 732 * DAY_SECONDS,
  retroactivitySeconds: 1_827 * DAY_SECONDS,
  edgeLevels: [20],
});
