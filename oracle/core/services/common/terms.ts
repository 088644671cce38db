import * as z from "zod";

import { POOLS } from "./types.ts";

/** The enumerations of `Methodology.sol`, in its order. */
export const YIELDS = ["measurement", "finding", "detection-limit"] as const;
export const UNIT_KINDS = ["reduction", "removal"] as const;
export const MATURITIES = ["research", "demonstration", "operational"] as const;
export const DEDUCTION_FORMS = ["trees", "vcs-quantile", "vcs-excess", "cdm-bands"] as const;
/** By bit. */
export const EDGE_LEVELS = [16, 20] as const;

const ONE_PPM = 1_000_000;
const MOST_UINT32 = 2 ** 32 - 1;
const DAY_SECONDS = 86_400;

type Range = readonly [least: number, most: number];

/** Quantiles of a deduction form: from what its published rule takes; none where the rule has its own. */
const QUANTILES: Readonly<Record<(typeof DEDUCTION_FORMS)[number], Range>> = {
  // ART TREES 2.0, equation 11: 70 % one-sided.
  trees: [524_417, 4_000_000],
  // VCS Methodology Requirements: two thirds, one-sided. Not re-read.
  "vcs-quantile": [430_727, 4_000_000],
  "vcs-excess": [0, 0],
  "cdm-bands": [0, 0],
};

const whole = z.int().min(0).max(MOST_UINT32);
const text = z.string().refine((value) => {
  const { length } = new TextEncoder().encode(value);
  return length >= 1 && length <= 31;
}, "1 to 31 bytes");
/** sha2-256 of a file: the digest in its CIDv1. */
const digest = z
  .templateLiteral(["0x", z.string().regex(/^[0-9a-f]{64}$/)])
  .refine((value) => !/^0x0+$/.test(value), "not zero");

const shape = z.strictObject({
  name: text,
  version: text,
  yields: z.enum(YIELDS),
  pool: z.enum(POOLS),
  unitKind: z.enum(UNIT_KINDS),
  /** Whether the stock behind a credit can be lost again. */
  reversible: z.boolean(),
  maturity: z.enum(MATURITIES),
  deductionForm: z.enum(DEDUCTION_FORMS),
  deductionZPpm: whole,
  maxHalfWidthPpm: whole,
  minObservedPpm: whole.min(1).max(ONE_PPM),
  bufferPpm: whole,
  monitoringYears: whole,
  maxObservationGapSeconds: whole,
  challengeWindowSeconds: whole,
  maxKgPerHaYear: whole,
  minPeriodSeconds: whole,
  maxPeriodSeconds: whole,
  retroactivitySeconds: whole,
  edgeLevels: z.array(z.literal(EDGE_LEVELS)).min(1).max(2),
  /** Of the canonical parameter file. */
  parameters: digest,
  /** Of the program: the code behind the numbers. */
  program: digest,
});

/** A methodology as it stands on the chain, in words. Shares are parts per million. */
export type MethodologyTerms = z.infer<typeof shape>;

/** What a methodology decides of its terms; the rest follows from its parameter set and its program. */
export type OwnTerms = Omit<MethodologyTerms, "name" | "version" | "yields" | "parameters" | "program">;

/** What is never credited has no terms of credit. */
export const NO_CREDITS = {
  unitKind: "reduction",
  reversible: false,
  deductionForm: "trees",
  deductionZPpm: 0,
  maxHalfWidthPpm: 0,
  bufferPpm: 0,
  monitoringYears: 0,
  maxObservationGapSeconds: 0,
  challengeWindowSeconds: 0,
  maxKgPerHaYear: 0,
  minPeriodSeconds: 0,
  maxPeriodSeconds: 0,
  retroactivitySeconds: 0,
} as const satisfies Partial<OwnTerms>;

const rangesOf = ({ reversible, deductionForm, minPeriodSeconds }: MethodologyTerms) =>
  ({
    deductionZPpm: QUANTILES[deductionForm],
    maxHalfWidthPpm: [1, ONE_PPM],
    // L12.
    monitoringYears: [reversible ? 40 : 0, 1_000],
    bufferPpm: reversible ? [1, ONE_PPM] : [0, 0],
    maxObservationGapSeconds: [reversible ? 1 : 0, MOST_UINT32],
    challengeWindowSeconds: [DAY_SECONDS, MOST_UINT32],
    maxKgPerHaYear: [1, MOST_UINT32],
    minPeriodSeconds: [DAY_SECONDS, MOST_UINT32],
    maxPeriodSeconds: [minPeriodSeconds, MOST_UINT32],
  }) as const satisfies Partial<Record<keyof MethodologyTerms, Range>>;

/** The ranges are `IMethodologyRegistry.propose`'s: what breaks one would only fail after two days of waiting. */
export const methodologyTerms = shape.superRefine((terms, { addIssue }) => {
  const refuse = (field: string, message: string): void =>
    addIssue({ code: "custom", path: [field], message, input: terms[field as keyof MethodologyTerms] });
  if (terms.yields !== "measurement") {
    for (const [field, value] of Object.entries(NO_CREDITS))
      if (terms[field as keyof typeof NO_CREDITS] !== value)
        refuse(field, `${String(value)} where nothing is measured and so nothing credited`);
    return;
  }
  for (const [field, [least, most]] of Object.entries(rangesOf(terms))) {
    const value = terms[field as keyof ReturnType<typeof rangesOf>];
    if (value < least || value > most) refuse(field, least === most ? `${least} here` : `${least} to ${most} here`);
  }
});
