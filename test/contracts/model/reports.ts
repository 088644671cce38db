import { deduct } from "../../../oracle/core/uncertainty/deduct.ts";
import { carryLoss, isUncounted } from "./permanence.ts";
import { back, hold, requireQuorum, requireUntied } from "./signing.ts";
import { DAY, ruleOf, termsOf, TIMES, YEAR } from "./terms.ts";
import { projectOf, REPORT_STATE, reportOf, require, STATUS } from "./world.ts";
import type { Operator, Project, Report, World } from "./world.ts";

const PPM = 1_000_000n;

export type Posting = {
  readonly projectId: number;
  readonly isObservation: boolean;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly measuredKg: bigint;
  readonly baselineKg: bigint;
  readonly leakageKg: bigint;
  readonly lossKg: bigint;
  readonly halfWidthKg: bigint;
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
  /** Number of the report that it names as the one before it. */
  readonly previous: number;
  readonly signers: readonly Operator[];
  /** Whether the verifier's signature is the verifier's. */
  readonly isVerified: boolean;
  readonly expiry: number;
};

/** Whether a report is disputed, or may still be. */
export const isUndecided = (world: World, number: number): boolean => {
  if (number === 0) return false;
  const { state, issuableAt } = reportOf(world, number);
  return state === REPORT_STATE.frozen || (state === REPORT_STATE.pending && world.now < issuableAt);
};

export const isIssuable = (world: World, { state, issuableAt }: Report): boolean =>
  state === REPORT_STATE.pending && world.now >= issuableAt;

/** What an account earns as one whole: gross less deduction, nothing where doubt is too wide. */
export const earnedKg = ({ grossKg, halfWidthKg, method }: Project): bigint => {
  if (grossKg <= 0n || halfWidthKg * PPM > grossKg * BigInt(termsOf(method).maxHalfWidthPpm)) return 0n;
  return deduct({ grossKg, halfWidthKg, rule: ruleOf(method), sign: "credit" }).netKg;
};

/** The most that is plausible on an observed area in a period. */
export const mostKg = ({ method }: Project, observedM2: bigint, seconds: number): bigint =>
  (BigInt(termsOf(method).maxKgPerHaYear) * observedM2 * BigInt(seconds)) / (10_000n * BigInt(YEAR));

const requireSound = (world: World, project: Project, posted: Posting): void => {
  const { periodStart, periodEnd, observedM2, claimedM2, measuredKg } = posted;
  require(periodStart < periodEnd && periodEnd <= world.now, "VerificationOraclePeriodInvalid");
  const stated = measuredKg + posted.baselineKg + posted.leakageKg + posted.halfWidthKg;
  require(!posted.isObservation || stated === 0n, "VerificationOracleObservationMeasures");
  require(posted.previous === project.latest, "VerificationOraclePreviousMismatch");
  require(!isUndecided(world, project.latest), "VerificationOracleReportUndecided");
  require(project.status === STATUS.active, "VerificationOracleProjectNotActive");
  require(claimedM2 === project.areaM2, "VerificationOracleClaimedAreaMismatch");
  const isEnough = observedM2 * PPM >= claimedM2 * BigInt(termsOf(project.method).minObservedPpm);
  require(observedM2 <= claimedM2 && isEnough, "VerificationOracleObservedAreaInvalid");
  require(periodEnd - periodStart >= DAY, "VerificationOraclePeriodLength");
  const isPlausible = measuredKg <= mostKg(project, observedM2, periodEnd - periodStart);
  require(isPlausible, "VerificationOracleMeasuredImplausible");
};

export const post = (world: World, posted: Posting): void => {
  const project = projectOf(world, posted.projectId);
  requireSound(world, project, posted);
  requireQuorum(world, project, posted.signers);
  requireUntied(world, project, ["verifier"]);
  require(posted.isVerified, "VerificationOracleSignatureInvalid");
  const { reversible, challengeWindow, bufferPpm } = termsOf(project.method);
  const issuableAt = world.now + challengeWindow;
  back(world, [...posted.signers, "verifier"], issuableAt);
  if (isUncounted(world, project)) carryLoss(world, project.latest);

  const grossKg = posted.measuredKg - posted.baselineKg - posted.leakageKg - posted.lossKg;
  const { creditedUntil: creditedBefore } = project;
  project.grossKg += grossKg;
  project.halfWidthKg += posted.halfWidthKg;
  const earned = earnedKg(project);
  const netKg = earned > project.creditedKg ? earned - project.creditedKg : 0n;
  project.creditedKg += netKg;
  const isLoss = reversible && creditedBefore > 0 && grossKg < 0n;
  const lost = { grossKg: -grossKg, halfWidthKg: posted.halfWidthKg, rule: ruleOf(project.method) };
  const number = world.reports.length + 1;
  world.reports.push({
    number,
    projectId: project.id,
    expiry: posted.expiry,
    periodStart: posted.periodStart,
    periodEnd: posted.periodEnd,
    grossKg,
    halfWidthKg: posted.halfWidthKg,
    netKg,
    bufferKg: (netKg * BigInt(bufferPpm) + PPM - 1n) / PPM,
    lossKg: isLoss ? deduct({ ...lost, sign: "loss" }).netKg : 0n,
    previous: project.latest,
    creditedBefore,
    state: REPORT_STATE.pending,
    issuableAt,
    held: false,
    signed: [...posted.signers],
    counted: false,
    rounds: 0,
    challenge: undefined,
  });
  project.latest = number;

  // L4: contiguous, from the crediting start on, inside the crediting period.
  const next = project.lastPeriodEnd === 0 ? project.creditingStart : project.lastPeriodEnd;
  require(posted.periodStart === next, "ProjectPeriodNotNext");
  require(posted.periodEnd <= project.creditingEnd, "ProjectPeriodOutsideCrediting");
  project.lastPeriodEnd = posted.periodEnd;
  if (netKg > 0n) project.creditedUntil = posted.periodEnd;
};

export const addSignatures = (world: World, number: number, signers: readonly Operator[]): void => {
  const report = reportOf(world, number);
  require(report.state === REPORT_STATE.pending, "VerificationOracleStateMismatch");
  require(world.now <= report.expiry, "VerificationOracleExpired");
  requireUntied(world, projectOf(world, report.projectId), signers);
  if (signers.every((signer) => report.signed.includes(signer))) return;
  back(world, [...signers, "verifier"], report.issuableAt);
  report.signed = [...new Set([...report.signed, ...signers])].toSorted();
};

/** The guardian's, once: the open window is longer. */
export const holdReport = (world: World, number: number): void => {
  const report = reportOf(world, number);
  require(report.state === REPORT_STATE.pending, "VerificationOracleStateMismatch");
  require(world.now < report.issuableAt, "VerificationOracleWindowOver");
  require(!report.held, "VerificationOracleHeldBefore");
  report.held = true;
  report.issuableAt += TIMES.hold;
  hold(world, [...report.signed, "verifier"], report.issuableAt);
};

/** As if it had never been posted. */
export const strike = (world: World, report: Report): void => {
  const project = projectOf(world, report.projectId);
  report.state = REPORT_STATE.struck;
  project.latest = report.previous;
  project.grossKg -= report.grossKg;
  project.halfWidthKg -= report.halfWidthKg;
  project.creditedKg -= report.netKg;
  project.creditedUntil = report.creditedBefore;
  project.lastPeriodEnd = report.previous === 0 ? 0 : reportOf(world, report.previous).periodEnd;
};
