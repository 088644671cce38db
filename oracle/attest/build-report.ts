import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Block } from "../core/ground/types.ts";
import type { ProjectContext } from "../chain/project-context.ts";
import type { Report } from "../core/statements/report.ts";

/** What of a measurement a report states: integer kg CO2e and m2. */
export type Amounts = Pick<
  Report,
  "measuredKg" | "baselineKg" | "leakageKg" | "halfWidthKg" | "claimedM2" | "observedM2"
>;

/** What a bundle says of a measurement, after it has been run again. */
export type Evidence = {
  /** sha2-256 digest of the bundle's root CID. */
  readonly evidence: Hex;
  /** sha2-256 of the bundle's boundary.geojson, parameters.json and program. */
  readonly boundary: Hex;
  readonly parameters: Hex;
  readonly program: Hex;
  readonly methodology: string;
  readonly version: string;
  /** Unix seconds, half open. */
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly ground: readonly Block[];
} & Amounts;

const difference = (field: string, bundle: unknown, chain: unknown): SixfoldError =>
  new SixfoldError({
    code: "ATTEST_EVIDENCE_DIFFERS",
    failure: "check",
    field,
    value: { bundle, chain },
    rule: `the bundle's ${field} is that of the project on chain`,
  });

/** The first block in which two sorted lists differ; undefined when they are equal. */
export const firstDifference = (
  ours: readonly Block[],
  theirs: readonly Block[],
): { readonly ours: Block | undefined; readonly theirs: Block | undefined } | undefined => {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const [mine, other] = [ours[index], theirs[index]];
    if (mine?.cell !== other?.cell || mine?.bits !== other?.bits) return { ours: mine, theirs: other };
  }
  return undefined;
};

/**
 * The one report that this evidence supports for this project. Pure: everybody who has the bundle and reads the same
 * chain builds the same bytes (L3).
 * @param expiry Unix seconds after which the report is not accepted.
 * @throws SixfoldError `ATTEST_EVIDENCE_DIFFERS` naming what the bundle and the chain disagree about.
 */
export const buildReport = (evidence: Evidence, context: ProjectContext, expiry: number): Report => {
  for (const field of ["boundary", "parameters", "program", "methodology", "version"] as const)
    if (evidence[field] !== context[field]) throw difference(field, evidence[field], context[field]);
  const block = firstDifference(evidence.ground, context.ground);
  if (block !== undefined) throw difference("ground", block.ours, block.theirs);
  const { measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2, observedM2 } = evidence;
  return {
    projectId: context.projectId,
    methodologyId: context.methodologyId,
    periodStart: evidence.periodStart,
    periodEnd: evidence.periodEnd,
    measuredKg,
    baselineKg,
    leakageKg,
    halfWidthKg,
    claimedM2,
    observedM2,
    groundRoot: context.groundRoot,
    evidence: evidence.evidence,
    operatorSet: context.operatorSet,
    expiry,
  };
};
