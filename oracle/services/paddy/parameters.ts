import { z } from "zod";

import { WARMING_POTENTIALS, type WarmingPotentialSet } from "../gwp.ts";
import { AMENDMENT_CONVERSION, DAILY_EMISSION, PRE_SEASON_FACTOR } from "./emissions.ts";
import { NARO_EMISSION } from "./naro-emissions.ts";

const keys = <T extends string>(table: Readonly<Record<T, unknown>>): [T, ...T[]] =>
  Object.keys(table).sort() as [T, ...T[]];

const days = z.int().min(1).max(366);
const decibels = z.number().min(-50).max(10);
const probability = z.number().gt(0).lt(0.5);
const date = z.iso.date();

const season = z
  .strictObject({
    id: z.string().min(1).max(40),
    /** First day in, last day out, UTC. */
    start: date,
    end: date,
    /** Days from planting to harvest by which the daily factor is multiplied. */
    cultivationDays: days,
  })
  .refine(({ start, end }) => start < end, { error: "a season starts before it ends" });

/** What the growers did, of both methodologies: a part of the project, not of the rules. */
const commonPractice = {
  /** Disjoint cropping seasons within the period: several a year where several crops are grown. */
  seasons: z
    .array(season)
    .min(1)
    .max(12)
    .refine(
      (list) => list.every(({ start }, index) => index === 0 || (list[index - 1] as { end: string }).end <= start),
      {
        error: "seasons are in order and disjoint",
      },
    ),
  /** Mineral and organic nitrogen per season, kg N/ha. */
  nitrogenKgPerHa: z.number().min(0).max(1000),
};

/** The rules of both methodologies. Nothing has a default: every number is the methodology's, in public. */
const commonParameters = {
  /** Of the parameter set; name and version are unique on the chain. */
  version: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,30}$/, "1 to 31 letters, digits, dots, dashes or underscores"),
  gwp: z.enum(keys<WarmingPotentialSet>(WARMING_POTENTIALS)),
  observation: z.strictObject({
    maxPixelM: z.number().gt(0).max(20),
    /** Pixels by which a field is narrowed before its backscatter is averaged, at least one. */
    bufferPixels: z.int().min(1).max(10),
    minFieldPixels: z.int().min(1),
    /** Least share of a field's inner pixels that a look must show. */
    minValidFraction: z.number().gt(0).max(1),
    /** Fewest looks at a field within one season. */
    minLooks: z.int().min(2),
    /**
     * Least days from a field's first wet look to canopy closure or the season's end, of project and control alike: a
     * field is not judged by a glimpse, or a control would seem never drained only because it was hardly seen.
     */
    minWindowDays: days,
    /** Longest time between looks over which a dry run may be joined, and between scenes of a season. */
    maxGapDays: days,
    /** Least share of claimed area whose water regime is resolved. */
    minObservedFraction: z.number().gt(0).max(1),
    minControlFields: z.int().min(1),
    /** Control and project fields match where their flooding began this close together. */
    matchOnsetDays: z.int().min(0).max(366),
  }),
  inundation: z.strictObject({
    meanWetDays: z.number().gt(0).max(366),
    meanDryDays: z.number().gt(0).max(366),
    falseDryRate: probability,
    falseWetRate: probability,
    certainty: z.number().gt(0.5).lt(1),
    canopyVhDb: decibels,
    minSamples: z.int().min(4),
    minSeparation: z.number().gt(0),
  }),
  drainage: z.strictObject({ minDays: days, toleranceDays: z.int().min(0).max(366) }),
  signature: z.strictObject({
    floodVhDb: decibels,
    canopyVhDb: decibels,
    riseDays: days,
    minRises: z.int().min(1),
    minRangeDb: z.number().min(0),
  }),
  monteCarlo: z.strictObject({
    draws: z.int().min(1_000).max(100_000),
    /** Decimal, 0 to 2^64 - 1. */
    seed: z.string().regex(/^\d{1,20}$/),
  }),
};

export const ipccParameters = z.strictObject(commonParameters);

export const ipccPractice = z.strictObject({
  ...commonPractice,
  region: z.enum(keys(DAILY_EMISSION)),
  preSeason: z.enum(keys(PRE_SEASON_FACTOR)),
  amendments: z
    .array(z.strictObject({ kind: z.enum(keys(AMENDMENT_CONVERSION)), tPerHa: z.number().min(0).max(100) }))
    .max(8),
});

export const naroParameters = z.strictObject({
  ...commonParameters,
  /** How much longer than the controls' a mid-season drainage must be: seven days in AG-005. */
  extensionDays: z.int().min(7).max(60),
});

export const naroPractice = z.strictObject({
  ...commonPractice,
  region: z.enum(keys(NARO_EMISSION)),
  /** Organic carbon applied per season, kg C/ha. */
  organicCarbonKgPerHa: z.number().min(0).max(20_000),
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
