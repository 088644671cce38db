import { owe } from "./buffer.ts";
import { monitoringEnd } from "./projects.ts";
import { isIssuable } from "./reports.ts";
import { requireQuorum, requireUntied } from "./signing.ts";
import { NEVER, termsOf, TIMES } from "./terms.ts";
import { projectOf, reportOf, require } from "./world.ts";
import type { Alert, Loss, Operator, Project, World } from "./world.ts";

/** The ground that a statement names. */
export const groundOf = ({ segments }: Project): string =>
  segments.map((blocks) => blocks.map(({ cell, bits }) => `${cell}:${bits}`).join()).join(";");

/** Whether the latest report states a loss that nobody counted yet. */
export const isUncounted = (world: World, { latest }: Project): boolean =>
  latest !== 0 && reportOf(world, latest).lossKg > 0n && !reportOf(world, latest).counted;

export const isAlerted = (world: World, project: Project): boolean =>
  project.alert !== 0 || isUncounted(world, project);

/** The most that losses of pairwise disjoint spans add up to: each is taken or left. */
const mostOf = ([first, ...rest]: readonly Loss[]): bigint => {
  if (first === undefined) return 0n;
  const apart = rest.filter((loss) => loss.spanStart >= first.spanEnd || loss.spanEnd <= first.spanStart);
  const [left, taken] = [mostOf(rest), first.lossKg + mostOf(apart)];
  return left > taken ? left : taken;
};

/** Ascending by end, equal ends as they were stated, each with what it and those before come to. */
export const runningLosses = (losses: readonly Loss[]) =>
  losses
    .toSorted((a, b) => a.spanEnd - b.spanEnd)
    .map((loss, index, all) => ({ ...loss, mostKg: mostOf(all.slice(0, index + 1)) }));

const count = (world: World, project: Project, { spanStart, spanEnd, lossKg }: Loss): void => {
  const before = mostOf(project.losses);
  project.losses.push({ spanStart, spanEnd, lossKg });
  const countedKg = mostOf(project.losses) - before;
  if (countedKg > 0n) owe(project, world, countedKg, spanEnd);
};

/** A statement is of a span that is over, of a project that is watched at its start, and of its ground. */
const requireWatched = (
  world: World,
  project: Project,
  { spanStart, spanEnd, ground }: { readonly spanStart: number; readonly spanEnd: number; readonly ground: string },
): void => {
  require(spanStart < spanEnd && spanEnd <= world.now, "PermanenceMonitorSpanInvalid");
  const isWatched = termsOf(project.method).reversible && spanStart < monitoringEnd(project);
  require(isWatched, "PermanenceMonitorNotWatched");
  require(ground === groundOf(project), "PermanenceMonitorGroundMismatch");
};

const requireAlert = (world: World, alert: Alert): Project => {
  const project = projectOf(world, alert.projectId);
  require(alert.verdict === "none", "PermanenceMonitorAlertResolved");
  require(alert.lossKg > 0n, "PermanenceMonitorLossMissing");
  require(world.now <= alert.expiry, "PermanenceMonitorExpired");
  requireWatched(world, project, alert);
  return project;
};

/** Of the world's list, into which one that is new goes. */
const known = (world: World, alert: Alert): Alert => {
  if (alert.number > world.alerts.length) world.alerts.push({ ...alert });
  return world.alerts[alert.number - 1]!;
};

const close = (project: Project): void => void Object.assign(project, { alert: 0, opener: undefined, deadline: 0 });

const confirmed = (world: World, project: Project, alert: Alert): void => {
  alert.verdict = "confirmed";
  count(world, project, alert);
};

export const open = (world: World, stated: Alert, operator: Operator): void => {
  const alert = known(world, stated);
  const project = requireAlert(world, alert);
  require(project.alert === 0, "PermanenceMonitorAlertOpen");
  requireUntied(world, project, [operator]);
  require(world.now >= (project.rests.get(operator) ?? 0), "PermanenceMonitorOperatorRests");
  Object.assign(project, { alert: alert.number, opener: operator, deadline: world.now + TIMES.alert });
};

export const confirm = (world: World, stated: Alert, signers: readonly Operator[]): void => {
  const alert = known(world, stated);
  const project = requireAlert(world, alert);
  requireQuorum(world, project, signers);
  if (project.alert === alert.number) close(project);
  project.observedUntil = Math.max(project.observedUntil, alert.spanEnd);
  confirmed(world, project, alert);
};

/** Silence is not innocence (L10). */
export const confirmBySilence = (world: World, number: number): void => {
  const alert = world.alerts[number - 1]!;
  const project = projectOf(world, alert.projectId);
  require(project.alert === number, "PermanenceMonitorAlertNotOpen");
  require(world.now >= project.deadline, "PermanenceMonitorDeadlineAhead");
  close(project);
  confirmed(world, project, alert);
};

export type Look = {
  readonly projectId: number;
  readonly spanStart: number;
  readonly spanEnd: number;
  readonly observedM2: bigint;
  readonly signers: readonly Operator[];
};

const requireLook = (world: World, project: Project, look: Look): void => {
  requireWatched(world, project, { ...look, ground: groundOf(project) });
  const least = project.areaM2 * BigInt(termsOf(project.method).minObservedPpm);
  const isEnough = look.observedM2 > 0n && look.observedM2 * 1_000_000n >= least;
  require(look.observedM2 <= project.areaM2 && isEnough, "PermanenceMonitorObservedAreaInvalid");
  requireQuorum(world, project, look.signers);
};

export const dismiss = (world: World, number: number, look: Look): void => {
  const alert = world.alerts[number - 1]!;
  const project = projectOf(world, alert.projectId);
  require(project.alert === number, "PermanenceMonitorAlertNotOpen");
  require(world.now < project.deadline, "PermanenceMonitorDeadlineOver");
  const isCovered = look.spanStart <= alert.spanStart && look.spanEnd >= alert.spanEnd;
  require(isCovered, "PermanenceMonitorSpanNotCovered");
  requireLook(world, project, look);
  alert.verdict = "dismissed";
  project.rests.set(project.opener!, world.now + TIMES.rest);
  close(project);
  project.observedUntil = Math.max(project.observedUntil, look.spanEnd);
};

export const observe = (world: World, look: Look): void => {
  const project = projectOf(world, look.projectId);
  require(look.spanEnd > project.observedUntil, "PermanenceMonitorObservedBefore");
  requireLook(world, project, look);
  project.observedUntil = look.spanEnd;
};

export const carryLoss = (world: World, number: number): void => {
  const report = reportOf(world, number);
  const project = projectOf(world, report.projectId);
  require(report.lossKg > 0n, "PermanenceMonitorNoLossReported");
  require(!report.counted, "PermanenceMonitorAlertResolved");
  require(isIssuable(world, report), "PermanenceMonitorReportUndecided");
  report.counted = true;
  project.observedUntil = Math.max(project.observedUntil, report.periodEnd);
  count(world, project, { spanStart: report.periodStart, spanEnd: report.periodEnd, lossKg: report.lossKg });
};

export const lookedUntil = ({ observedUntil, creditedUntil }: Project): number =>
  Math.max(observedUntil, creditedUntil);

/** When it counts as unmonitored; never once the look reaches to the end of monitoring. */
export const lookDueAt = (project: Project): number => {
  const { reversible, maxObservationGap } = termsOf(project.method);
  const dueAt = lookedUntil(project) + maxObservationGap;
  return !reversible || dueAt >= monitoringEnd(project) ? NEVER : dueAt;
};
