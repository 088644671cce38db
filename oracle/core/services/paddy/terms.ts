import * as z from "zod";

import { REFERENCE_RULES } from "../../controls/rules.ts";
import { dayOf } from "../common/day.ts";
import { namedSet } from "../common/named-set.ts";
import { WARMING_POTENTIALS } from "../common/gwp.ts";
import type { WarmingPotentialSet } from "../common/gwp.ts";
import type { OwnTerms } from "../common/terms.ts";
import { CULTIVATION_DAYS, DAILY_EMISSION, PRE_SEASON_FACTOR } from "./emissions.ts";
import { NARO_EMISSION } from "./naro-emissions.ts";

const keys = <T extends string>(table: Readonly<Record<T, unknown>>): [T, ...T[]] =>
  Object.keys(table).sort() as [T, ...T[]];

const days = z.int().min(1).max(366).meta({ unit: "days" });
const decibels = z.number().min(-50).max(10).meta({ unit: "dB" });
const probability = z.number().gt(0).lt(0.5);
const date = z.iso.date({ error: "must be a date (2024-05-01)" });

const season = z
  .strictObject({
    id: z.string().min(1).max(40).describe("Name of the season in the report."),
    start: date.describe("First day in, UTC."),
    end: date.describe("First day out, UTC; later than the start."),
    cultivationDays: z.int().min(CULTIVATION_DAYS.least).max(CULTIVATION_DAYS.most).meta({
      unit: "days",
      description:
        "From planting to harvest, within the range of IPCC 2019, v4, table 5.11A, and no longer than the season; the daily emission factor is multiplied by it.",
    }),
  })
  .refine(({ start, end }) => start < end, { error: "a season starts before it ends" })
  .refine(({ start, end, cultivationDays }) => cultivationDays <= dayOf(end) - dayOf(start), {
    path: ["cultivationDays"],
    error: "at most the days of its season",
  });

/** What the growers did, of both methodologies: a part of the project, not of the rules. */
const commonPractice = {
  seasons: z
    .array(season)
    .min(1)
    .max(12)
    .refine(
      (list) => list.every(({ start }, index) => index === 0 || (list[index - 1] as { end: string }).end <= start),
      {
        error: "seasons are in order and disjoint",
      },
    )
    .describe(
      "Cropping seasons in order, disjoint and within the period: several a year where several crops are grown.",
    ),
  nitrogenKgPerHa: z
    .number()
    .min(0)
    .max(1000)
    .meta({ unit: "kg N/ha", description: "Mineral and organic nitrogen applied per season." }),
};

/** The rules of both methodologies. Nothing has a default: every number is the methodology's, in public. */
const commonParameters = {
  gwp: z
    .enum(keys<WarmingPotentialSet>(WARMING_POTENTIALS))
    .describe("Which report of the IPCC the 100-year warming potentials of methane and nitrous oxide are from."),
  observation: z
    .strictObject({
      maxPixelM: z.number().gt(0).max(20).meta({ unit: "m", description: "Largest pixel of a scene." }),
      bufferPixels: z
        .int()
        .min(1)
        .max(10)
        .meta({ unit: "pixels", description: "By how much a field is narrowed before its backscatter is averaged." }),
      minFieldPixels: z
        .int()
        .min(1)
        .meta({ unit: "pixels", description: "Fewest pixels of a narrowed field; a smaller field earns nothing." }),
      minValidFraction: z
        .number()
        .gt(0)
        .max(1)
        .describe("Least share of a narrowed field's pixels that a look must show."),
      minLooks: z.int().min(2).describe("Fewest looks at a field within one season, and fewest days with scenes."),
      minVisibleDays: days.describe(
        "Least time from a field's first wet look to canopy closure or the season's end, of project and control alike: a field is not judged by a glimpse, or a control would seem never drained only because it was hardly seen.",
      ),
      maxGapDays: days.describe(
        "Longest time between looks over which a dry run may be joined, and between scenes of a season, its two ends included.",
      ),
      minObservedFraction: z
        .number()
        .gt(0)
        .max(1)
        .describe("Least share of claimed area whose water regime is resolved."),
      matchOnsetDays: z.int().min(0).max(366).meta({
        unit: "days",
        description:
          "A control that was flooded further than this from its project field shows nothing of it, and counts as the most drained regime.",
      }),
    })
    .describe("What must be seen."),
  controls: z
    .strictObject({
      historyDays: z
        .int()
        .min(30)
        .max(1830)
        .meta({ unit: "days", description: "How long the history is, no more and no less: nobody picks it." }),
      controlsPerUnit: z.int().min(1).max(20).describe("Controls of each project field; each serves one."),
      caliper: z
        .number()
        .gt(0)
        .max(100)
        .meta({ unit: "sd", description: "How far apart the levels of a field and its control may be." }),
      maxDifference: z
        .number()
        .gt(0)
        .max(100)
        .meta({ unit: "sd", description: "Greatest difference of means that is left after matching." }),
      maxVarianceRatio: z.number().min(1).max(1e6).describe("Greatest ratio of variances after matching, either way."),
      maxDrift: z.number().gt(0).max(100).meta({
        unit: "sd",
        description: "Greatest drift that the history leaves open, carried over the project's first year.",
      }),
      minDegreesOfFreedom: z
        .number()
        .min(1)
        .max(100)
        .describe("Fewest degrees of freedom of each side's clusters: of equal ones, one less than there are."),
    })
    .describe("How controls are chosen of the candidates, from the history alone, and when the choice is refused."),
  inundation: z
    .strictObject({
      meanWetDays: z
        .number()
        .gt(0)
        .max(366)
        .meta({ unit: "days", description: "Mean time that a field stays flooded." }),
      meanDryDays: z
        .number()
        .gt(0)
        .max(366)
        .meta({ unit: "days", description: "Mean time that a field stays drained." }),
      falseDryRate: probability.describe("Chance that a look at a flooded field is called dry."),
      falseWetRate: probability.describe("Chance that a look at a drained field is called wet."),
      certainty: z.number().gt(0.5).lt(1).describe("Least probability of a state; a look below it stays unknown."),
      canopyVhDb: decibels.describe(
        "VH at or above which a look is at a closed canopy, through which C-band sees no water.",
      ),
      minSamples: z
        .int()
        .min(4)
        .describe("Fewest looks of one track from which its backscatter of wet and dry ground is told."),
      minSeparation: z
        .number()
        .gt(0)
        .describe(
          "Least distance of a track's wet and dry backscatter, in standard deviations; below it the track is not used.",
        ),
    })
    .describe("How looks are called wet or dry."),
  drainage: z
    .strictObject({
      minDays: days.describe("Shortest drainage that counts."),
      establishmentDays: z.int().min(0).max(60).meta({
        unit: "days",
        description:
          "A drainage that begins sooner after a flooding is for sowing or planting and no practice; the days are counted again from the water that follows it.",
      }),
      toleranceDays: z.int().min(0).max(366).meta({
        unit: "days",
        description: "By how much the longest and the shortest duration that the looks allow may differ.",
      }),
      minBayesFactor: z
        .number()
        .min(1)
        .max(1000)
        .describe("How many times likelier a project field's looks must make a drainage than it was before them."),
      falseRate: probability.describe(
        "Share of a project's fields that may be taken for drained and are not. They share wind, rain and growth, so that many are no surer than one.",
      ),
    })
    .describe("What counts as a drainage."),
  landUse: z
    .strictObject({
      minCanopyShare: z.number().gt(0).max(1).describe("Least share of a season's looks that show a canopy."),
      maxCanopyShare: z.number().gt(0).max(1).describe("Greatest share of a season's looks that show a canopy."),
    })
    .describe("By what a field is known to grow rice in each season; another earns nothing."),
  monteCarlo: z
    .strictObject({
      draws: z.int().min(1_000).max(100_000).describe("Draws of the emission factors for the half-width."),
      seed: z
        .string()
        .regex(/^\d{1,20}$/, "1 to 20 decimal digits")
        .describe("Decimal, 0 to 2^64 - 1, as text: JSON's numbers are not exact so far."),
    })
    .describe("How doubt is simulated."),
};

export const IPCC_METHODOLOGY = "paddy-ipcc-2019";
export const NARO_METHODOLOGY = "paddy-japan-naro";

export const ipccParameters = z.strictObject({ ...namedSet(IPCC_METHODOLOGY), ...commonParameters });

export const ipccPractice = z.strictObject({
  ...commonPractice,
  region: z.enum(keys(DAILY_EMISSION)).describe("Region of the daily emission factor (IPCC 2019, v4, table 5.11)."),
  preSeason: z.enum(keys(PRE_SEASON_FACTOR)).describe("Water before cultivation (table 5.13)."),
});

export const naroParameters = z.strictObject({
  ...namedSet(NARO_METHODOLOGY),
  ...commonParameters,
  extensionDays: z.int().min(7).max(60).meta({
    unit: "days",
    description: "How much longer than the controls' a mid-season drainage must be: seven days in AG-005.",
  }),
});

export const naroPractice = z.strictObject({
  ...commonPractice,
  region: z.enum(keys(NARO_EMISSION)).describe("Region of NARO's coefficients."),
  organicCarbonKgPerHa: z
    .number()
    .min(0)
    .max(20_000)
    .meta({ unit: "kg C/ha", description: "Organic carbon applied per season." }),
});

export type IpccRules = z.infer<typeof ipccParameters>;
export type NaroRules = z.infer<typeof naroParameters>;
export type IpccPractice = z.infer<typeof ipccPractice>;
export type NaroPractice = z.infer<typeof naroPractice>;

/** Rules and practice together: all that planning and measuring are told. */
export type IpccParameters = IpccRules & IpccPractice;
export type NaroParameters = NaroRules & NaroPractice;

/** The part that observation, plan and budget read. */
export type PaddyParameters = Pick<IpccParameters, keyof typeof commonParameters | keyof typeof commonPractice>;

/**
 * What is common to both methodologies where a project has nothing better. Evidence, number by number:
 * - falseDryRate, falseWetRate: Sentinel-1 finds about 90 % of surface water at 30 m (Pham-Duc et al. 2017). Half of
 *   that error is taken for the mean of a whole field: an assumption, to be replaced by a project's own validation.
 * - drainage.falseRate 0.1: that whole error, for fields of however many looks.
 * - drainage.minBayesFactor 3: where evidence is called positive (Kass and Raftery 1995, Journal of the American
 *   Statistical Association 90(430), section 3.2; from memory). Of 0, 1 and 3, and of fixed chances of 0.5 and 0.9, it was
 *   kept after simulated projects 1 to 24 were looked at; it has not been judged on others.
 * - landUse: a crop of 78 to 150 days stands closed for a fifth of its season at least, and no field of it for more than
 *   nine tenths, since it is flooded first. On 372 labelled points in An Giang, 2022, the balanced accuracy is 0.986
 *   (test/golden/angiang.test.ts). These points were looked at before the shares were written down: any least share from
 *   0.1 to 0.4 gives the same, a greatest one of 0.8 gives 0.959. Nobody has judged them at another place.
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
const rules: Omit<IpccRules, "methodology" | "gwp"> = {
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
    minSamples: 30,
    minSeparation: 2,
  },
  drainage: { minDays: 7, establishmentDays: 14, toleranceDays: 10, minBayesFactor: 3, falseRate: 0.1 },
  landUse: { minCanopyShare: 0.2, maxCanopyShare: 0.9 },
  monteCarlo: { draws: 10_000, seed: "20190501" },
};

/** The reference IPCC rules, with a set of warming potentials and whatever else is known of a site. */
export const ipccReferenceParameters = <Site extends Pick<IpccRules, "gwp"> & Partial<IpccPractice>>(
  site: Site,
): IpccRules & Site => ({
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
export const paddyTerms = ({ observation: { minObservedFraction } }: Pick<IpccRules, "observation">): OwnTerms => ({
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
