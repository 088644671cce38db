import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Block } from "../core/ground/types.ts";
import { designAt } from "../chain/designs.ts";
import type { ProjectContext } from "../chain/project-context.ts";
import type { Report } from "../core/statements/report.ts";

/** What of an outcome a report states: what for, integer kg CO2e, and m2. */
export type Amounts = Pick<
  Report,
  "kind" | "measuredKg" | "baselineKg" | "leakageKg" | "lossKg" | "halfWidthKg" | "claimedM2" | "observedM2"
>;

/** What a bundle says of an outcome, after it has been run again. */
export type Evidence = {
  /** sha2-256 digest of the bundle's root CID. */
  readonly evidence: Hex;
  /** sha2-256 of the bundle's boundary.geojson, parameters.json and program. */
  readonly boundary: Hex;
  readonly parameters: Hex;
  readonly program: Hex;
  /** Digest of the design that was measured. */
  readonly design: Hex;
  readonly methodology: string;
  readonly version: string;
  /** Unix seconds, half open. */
  readonly periodStart: number;
  readonly periodEnd: number;
  /** Unix second at which the history ends by which controls were chosen; undefined where none were. */
  readonly historyEnd: number | undefined;
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
 * The areas that a report states. What is claimed is the ground as it was validated, however a grid or its fields cut it,
 * so that nobody sees a greater share of it by claiming less; what is observed of it is no more than all.
 */
export const areasOf = (
  { observedM2 }: Pick<Amounts, "observedM2">,
  { areaM2 }: Pick<ProjectContext, "areaM2">,
): Pick<Report, "claimedM2" | "observedM2"> => ({
  claimedM2: areaM2,
  observedM2: observedM2 < areaM2 ? observedM2 : areaM2,
});

/**
 * Holds the project that a bundle is of to the one on chain: boundary, design and ground (L18).
 * @throws SixfoldError `ATTEST_EVIDENCE_DIFFERS` naming what the bundle and the chain disagree about.
 */
export const requireSameProject = (
  evidence: Pick<Evidence, "boundary" | "design" | "periodStart" | "ground">,
  context: Pick<ProjectContext, "boundary" | "designs" | "ground">,
): void => {
  if (evidence.boundary !== context.boundary) throw difference("boundary", evidence.boundary, context.boundary);
  const design = designAt(context.designs, evidence.periodStart);
  if (evidence.design !== design) throw difference("design", evidence.design, design);
  const block = firstDifference(evidence.ground, context.ground);
  if (block !== undefined) throw difference("ground", block.ours, block.theirs);
};

/**
 * The one report that this evidence supports for this project. Pure: everybody who has the bundle and reads the same
 * chain builds the same bytes (L3).
 * @param asked who countersigns, and the Unix seconds after which the report is not accepted.
 * @throws SixfoldError `ATTEST_EVIDENCE_DIFFERS` naming what the bundle and the chain disagree about.
 */
export const buildReport = (
  evidence: Evidence,
  context: ProjectContext,
  { verifier, expiry }: Pick<Report, "verifier" | "expiry">,
): Report => {
  for (const field of ["parameters", "program", "methodology", "version"] as const)
    if (evidence[field] !== context[field]) throw difference(field, evidence[field], context[field]);
  requireSameProject(evidence, context);
  if (evidence.historyEnd !== undefined && evidence.historyEnd !== context.creditingStart)
    throw difference("historyEnd", evidence.historyEnd, context.creditingStart);
  const { kind, measuredKg, baselineKg, leakageKg, lossKg, halfWidthKg } = evidence;
  return {
    projectId: context.projectId,
    methodologyId: context.methodologyId,
    kind,
    periodStart: evidence.periodStart,
    periodEnd: evidence.periodEnd,
    measuredKg,
    baselineKg,
    leakageKg,
    lossKg,
    halfWidthKg,
    ...areasOf(evidence, context),
    groundRoot: context.groundRoot,
    evidence: evidence.evidence,
    previous: context.latestReport,
    verifier,
    operatorSet: context.operatorSet,
    expiry,
  };
};
