import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { POOLS } from "./pools.ts";

/** The enumerations of `Methodology.sol`, in its order. */
const UNIT_KINDS = ["reduction", "removal"] as const;
const MATURITIES = ["research", "demonstration", "operational"] as const;
const DEDUCTION_FORMS = ["trees", "vcs-quantile", "vcs-excess", "cdm-bands"] as const;
const EDGE_LEVELS = [16, 20] as const;

const uint32 = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);
const partsPerMillion = z.int().min(0).max(1_000_000);
const text = z.string().refine((value) => {
  const { length } = new TextEncoder().encode(value);
  return length >= 1 && length <= 31;
}, "1 to 31 bytes");

/** The ranges are `IMethodologyRegistry.propose`'s: what breaks one would only fail after two days of waiting. */
const termsJson = z
  .strictObject({
    name: text,
    version: text,
    pool: z.enum(POOLS),
    unitKind: z.enum(UNIT_KINDS),
    /** Whether the stock behind a credit can be lost again. */
    reversible: z.boolean(),
    maturity: z.enum(MATURITIES),
    deductionForm: z.enum(DEDUCTION_FORMS),
    deductionZPpm: z.int().min(1).max(4_000_000),
    maxHalfWidthPpm: partsPerMillion.min(1),
    minObservedPpm: partsPerMillion.min(1),
    bufferPpm: partsPerMillion,
    monitoringYears: z.int().min(0).max(1_000),
    maxObservationGapSeconds: uint32,
    challengeWindowSeconds: uint32.min(86_400),
    maxKgPerHaYear: uint32.min(1),
    edgeLevels: z.array(z.literal(EDGE_LEVELS)).min(1).max(2),
    /** sha2-256 of the canonical parameter file: the digest in its CIDv1. */
    parameters: z
      .templateLiteral(["0x", z.string().regex(/^[0-9a-f]{64}$/)])
      .refine((digest) => !/^0x0+$/.test(digest), "not zero"),
  })
  .refine(({ reversible, monitoringYears }) => !reversible || monitoringYears >= 40, {
    path: ["monitoringYears"],
    error: "40 to 1000 where credits are reversible (L12)",
  })
  .refine(({ reversible, bufferPpm }) => (reversible ? bufferPpm >= 1 : bufferPpm === 0), {
    path: ["bufferPpm"],
    error: "at least 1 where credits are reversible, 0 where they are not",
  })
  .refine(({ reversible, maxObservationGapSeconds }) => !reversible || maxObservationGapSeconds >= 1, {
    path: ["maxObservationGapSeconds"],
    error: "at least 1 where credits are reversible",
  });

/** A methodology as it stands on the chain, in words. Shares are parts per million. */
export type MethodologyTerms = z.infer<typeof termsJson>;

/** @throws SixfoldError `CHAIN_TERMS_INVALID` (usage) naming the first field that breaks a rule. */
export const parseTerms = (json: unknown): MethodologyTerms =>
  parsedBy(
    termsJson,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "CHAIN_TERMS_INVALID", failure: "usage", field: `terms${pointer}`, ...fault }),
  );

/** The struct of `Methodology.sol`. */
export const toMethodology = ({
  edgeLevels,
  maxObservationGapSeconds,
  challengeWindowSeconds,
  ...terms
}: MethodologyTerms) => ({
  ...terms,
  pool: POOLS.indexOf(terms.pool) + 1,
  unitKind: UNIT_KINDS.indexOf(terms.unitKind),
  maturity: MATURITIES.indexOf(terms.maturity),
  deductionForm: DEDUCTION_FORMS.indexOf(terms.deductionForm),
  maxObservationGap: maxObservationGapSeconds,
  challengeWindow: challengeWindowSeconds,
  // Bit 0 is S2 level 16, bit 1 is S2 level 20.
  edgeLevels: EDGE_LEVELS.reduce((bits, level, bit) => (edgeLevels.includes(level) ? bits | (1 << bit) : bits), 0),
});

/**
 * The id under which these terms stand on the chain, proposed or active; undefined when they do not.
 * @throws SixfoldError `CHAIN_METHODOLOGY_VERSION` (check) when other terms have taken the name and version.
 */
export const findMethodology = async (chain: Chain, terms: MethodologyTerms): Promise<number | undefined> => {
  const wanted: Readonly<Record<string, unknown>> = toMethodology(terms);
  const { read } = chain.contracts.methodologies;
  for (let id = await onChain("methodologies", () => read.count()); id > 0; id -= 1) {
    const held: Readonly<Record<string, unknown>> = await onChain("methodologies", () => read.get([id]));
    if (held["name"] !== terms.name || held["version"] !== terms.version) continue;
    const differs = Object.keys(wanted).filter((field) => held[field] !== wanted[field]);
    if (differs.length === 0) return id;
    throw new SixfoldError({
      code: "CHAIN_METHODOLOGY_VERSION",
      failure: "check",
      field: "terms/version",
      value: { name: terms.name, version: terms.version, methodologyId: id, differs },
      rule: "a name and version stand for one methodology: give changed terms a new version",
    });
  }
  return undefined;
};
