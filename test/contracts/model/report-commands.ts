import { keccak256, toHex, zeroHash } from "viem";

import { challenge, challengeBond, resolve, resolveBySilence } from "./disputes.ts";
import { inStatus } from "./project-commands.ts";
import { addSignatures, holdReport, isUndecided, mostKg, post } from "./reports.ts";
import type { Posting } from "./reports.ts";
import type { Real } from "./real.ts";
import { pick, prefer, someOperators } from "./step.ts";
import type { Choice, Command } from "./step.ts";
import { DAY, OPERATORS_DECIDING, QUORUM, termsOf } from "./terms.ts";
import { HOLDERS, REPORT_STATE, STATUS } from "./world.ts";
import type { Project, Report, World } from "./world.ts";

/** Mostly a report that the model accepts; each thing that may be wrong with one now and then is. */
const postingOf = (now: number, project: Project, { a, b, c }: Choice): Posting => {
  const periodStart = (project.lastPeriodEnd || project.creditingStart) + (a % 29 === 0 ? DAY : 0);
  const periodEnd = periodStart + pick([100, 200, 365, 30, 1], b) * DAY - (b % 31 === 0 ? DAY : 0);
  const claimedM2 = project.areaM2 + (a % 31 === 0 ? 1n : 0n);
  const observedM2 = (claimedM2 * BigInt(pick([95, 80, 100, 51, 90, 99, 100, 49], c))) / 100n;
  const isObservation = a % 6 === 5;
  const most = mostKg(project, observedM2, periodEnd - periodStart);
  const measuredKg = isObservation
    ? 0n
    : (most * BigInt(pick([100, 90, 70, 80, 60, 10, 100, 40, 90, 80, 101], b >> 3))) / 100n;
  const share = (percents: readonly [number, ...number[]], at: number): bigint =>
    isObservation ? 0n : (most * BigInt(pick(percents, at))) / 100n;
  return {
    projectId: project.id,
    isObservation,
    periodStart,
    periodEnd,
    measuredKg: measuredKg + (a % 53 === 5 ? 1n : 0n),
    baselineKg: share([20, 0, 5, 10, 0, 20, 60], c >> 3),
    leakageKg: share([1, 0], c >> 5),
    lossKg: a % 6 === 5 || a % 7 === 0 ? (most * BigInt(pick([10, 50, 90, 3], a >> 3))) / 100n : 0n,
    halfWidthKg: share([5, 1, 10, 15, 5, 25, 90], b >> 6),
    claimedM2,
    observedM2,
    previous: c % 37 === 0 ? 0 : project.latest,
    signers: someOperators(QUORUM, { a, b, c }),
    isVerified: b % 37 !== 0,
    expiry: now + 30 * DAY,
  };
};

/** A year without growth in which something was lost: an observation. */
const lossOf = (now: number, project: Project, { a, b, c }: Choice): Posting => {
  const periodStart = project.lastPeriodEnd || project.creditingStart;
  const nothing = { measuredKg: 0n, baselineKg: 0n, leakageKg: 0n, halfWidthKg: 0n };
  return {
    ...nothing,
    projectId: project.id,
    isObservation: true,
    periodStart,
    periodEnd: periodStart + pick([30, 100, 1], a) * DAY,
    lossKg: (project.creditedKg * BigInt(pick([5, 30, 120], b))) / 100n + 1n,
    claimedM2: project.areaM2,
    observedM2: project.areaM2,
    previous: project.latest,
    signers: someOperators(QUORUM, { a, b, c }),
    isVerified: true,
    expiry: now + 30 * DAY,
  };
};

const sendPosting = async (real: Real, project: Project, number: number, posted: Posting): Promise<unknown> => {
  const { registry, reports, call, signaturesBy } = real;
  const { projectId, isObservation, previous, signers, isVerified, ...said } = posted;
  const report = await registry.draftReport(BigInt(projectId), {
    ...said,
    methodologyId: project.method,
    kind: isObservation ? 1 : 0,
    previous: previous === 0 ? zeroHash : reports[previous - 1]!.id,
    evidence: keccak256(toHex(`evidence ${number}`)),
  });
  const { digest, operators, verifierSignature } = await registry.sign(report);
  const verified = isVerified ? verifierSignature : operators[0]!.signature;
  const receipt = await call("stranger", "oracle", "post", [report, signaturesBy(operators, signers), verified]);
  reports[number - 1] = { id: digest, report };
  return receipt;
};

const recent = (world: World, isWanted: (report: Report) => boolean, at: number): Report | undefined =>
  prefer(world.reports.toReversed(), isWanted, at);

const isOpen = (world: World, { state, issuableAt }: Report): boolean =>
  state === REPORT_STATE.pending && world.now < issuableAt;

export const reportCommands = {
  post: (world, choice) => {
    const { challengeWindow } = termsOf(2);
    const isReady = (one: Project): boolean =>
      one.status === STATUS.active && !isUndecided(world, one.latest) && one.creditingEnd > world.now - challengeWindow;
    const project = prefer(world.projects, isReady, choice.a >> 2) ?? inStatus(world, STATUS.active, choice.b);
    if (project === undefined) return undefined;
    const posted = postingOf(world.now, project, choice);
    const number = world.reports.length + 1;
    return {
      apply: (w) => post(w, posted),
      send: (real) => sendPosting(real, project, number, posted),
    };
  },
  postLoss: (world, choice) => {
    const canLose = (one: Project): boolean =>
      one.status === STATUS.active && one.creditedUntil > 0 && !isUndecided(world, one.latest);
    const project = prefer(world.projects, (one) => canLose(one) && termsOf(one.method).reversible, choice.a >> 2);
    if (project === undefined) return undefined;
    const posted = lossOf(world.now, project, choice);
    const number = world.reports.length + 1;
    return {
      apply: (w) => post(w, posted),
      send: (real) => sendPosting(real, project, number, posted),
    };
  },
  addSignatures: (world, choice) => {
    const report = recent(world, ({ state }) => state === REPORT_STATE.pending, choice.a);
    if (report === undefined) return undefined;
    const signers = someOperators(2, choice);
    const send = async ({ registry, reports, call, signaturesBy }: Real): Promise<unknown> => {
      const { report: said } = reports[report.number - 1]!;
      const { operators } = await registry.sign(said);
      return call("stranger", "oracle", "addSignatures", [said, signaturesBy(operators, signers)]);
    };
    return { apply: (w) => addSignatures(w, report.number, signers), send };
  },
  hold: (world, { a }) => {
    const report = recent(world, (one) => isOpen(world, one), a);
    if (report === undefined) return undefined;
    return {
      apply: (w) => holdReport(w, report.number),
      send: ({ call, reports }) => call("guardian", "oracle", "hold", [reports[report.number - 1]!.id]),
    };
  },
  challenge: (world, { a, b, c }) => {
    const report = recent(world, (one) => isOpen(world, one) && one.rounds < 3, a);
    if (report === undefined) return undefined;
    const [by, wei] = [pick(HOLDERS, b), challengeBond(report) + (c % 17 === 0 ? 1n : 0n)];
    const counter = keccak256(toHex("counter-evidence"));
    return {
      apply: (w) => challenge(w, by, report.number, wei),
      send: ({ call, reports }) => call(by, "disputes", "challenge", [reports[report.number - 1]!.id, counter], wei),
    };
  },
  resolve: (world, choice) => {
    const report = recent(world, ({ challenge: open }) => open !== undefined, choice.a);
    if (report?.challenge === undefined) return undefined;
    const [isUpheld, resolvers] = [choice.b % 2 === 0, someOperators(OPERATORS_DECIDING, choice)];
    const send = async ({ reports, draftResolution, signResolution, signaturesBy, call }: Real): Promise<unknown> => {
      const { id, report: said } = reports[report.number - 1]!;
      const resolution = await draftResolution(id, isUpheld ? "upheld" : "struck");
      const { signatures } = await signResolution(resolution);
      return call("stranger", "disputes", "resolve", [said, resolution, signaturesBy(signatures, resolvers)]);
    };
    return { apply: (w) => resolve(w, report.number, { isUpheld, resolvers }), send };
  },
  resolveBySilence: (world, { a }) => {
    const report = recent(world, ({ challenge: open }) => open !== undefined && world.now >= open.deadline, a);
    if (report === undefined) return undefined;
    return {
      apply: (w) => resolveBySilence(w, report.number),
      send: ({ call, reports }) =>
        call("stranger", "disputes", "resolveBySilence", [reports[report.number - 1]!.report]),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
