import * as z from "zod";

import { dayOf } from "../common/day.ts";
import { namedSet } from "../common/named-set.ts";
import { WARMING_POTENTIALS } from "../common/gwp.ts";
import type { WarmingPotentialSet } from "../common/gwp.ts";
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
      bounceDb: z.number().min(0).max(10).meta({
        unit: "dB",
        description:
          "By how much a look of a crop may outshine the closed canopy in VV; a brighter one is at stems that stand in water (double bounce) and says nothing.",
      }),
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
      falseRate: probability.describe(
        "Chance that a drainage which was shown is none. Its looks share wind, rain and growth, so that many are no surer than one.",
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
