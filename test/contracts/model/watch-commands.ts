import { keccak256, toHex } from "viem";

import { carryLoss, confirm, confirmBySilence, dismiss, groundOf, isUncounted, observe, open } from "./permanence.ts";
import type { Look } from "./permanence.ts";
import { monitoringEnd } from "./projects.ts";
import type { Real } from "./real.ts";
import { pick, prefer, someOperators } from "./step.ts";
import type { Choice, Command } from "./step.ts";
import { DAY, QUORUM, termsOf } from "./terms.ts";
import { OPERATORS, projectOf } from "./world.ts";
import type { Alert, Project, World } from "./world.ts";

const watched = (world: World, at: number): Project | undefined =>
  prefer(world.projects, (one) => termsOf(one.method).reversible && monitoringEnd(one) > world.now, at);

/** A new statement of a loss, now and then of more than the project ever had, or with nothing in it. */
const newAlert = (world: World, { a, b, c }: Choice): Alert | undefined => {
  const project = watched(world, a);
  if (project === undefined) return undefined;
  const spanEnd = world.now - (b % 40) * DAY;
  return {
    number: world.alerts.length + 1,
    projectId: project.id,
    spanStart: spanEnd - (c % 19 === 0 ? 0 : 1 + (c % (200 * DAY))),
    spanEnd,
    lossKg: (project.issuedKg * BigInt(pick([3, 10, 40, 100, 300, 0], b >> 6))) / 100n + (b % 23 === 0 ? 0n : 1n),
    expiry: world.now + 60 * DAY,
    ground: groundOf(project),
    verdict: "none",
  };
};

/** What was stated before, as it was signed; else a new statement. */
const stated = async ({ alerts, draftAlert }: Real, alert: Alert) =>
  alerts[alert.number - 1]?.alert ??
  draftAlert(BigInt(alert.projectId), {
    spanStart: alert.spanStart,
    spanEnd: alert.spanEnd,
    lossKg: alert.lossKg,
    expiry: alert.expiry,
    evidence: keccak256(toHex(`loss ${alert.number}`)),
  });

const anyAlert = (world: World, choice: Choice): Alert | undefined =>
  choice.c % 3 === 0
    ? newAlert(world, choice)
    : (prefer(world.alerts.toReversed(), ({ verdict }) => verdict === "none", choice.a) ?? newAlert(world, choice));

/** A whole look, now and then at too little. */
const lookAt = (world: World, project: Project, choice: Choice, from: number): Look => ({
  projectId: project.id,
  spanStart: from + (choice.a % 17 === 0 ? DAY : 0),
  spanEnd: world.now - (choice.b % 5) * DAY,
  observedM2: (project.areaM2 * BigInt(pick([100, 95, 60, 50, 49, 101], choice.c))) / 100n,
  signers: someOperators(QUORUM, choice),
});

const sendLook = async (real: Real, look: Look, alertNumber = 0): Promise<unknown> => {
  const { alerts, draftObservation, signObservation, signaturesBy, call } = real;
  const { projectId, signers, ...said } = look;
  const dismissed = alertNumber === 0 ? {} : { alertId: alerts[alertNumber - 1]!.id };
  const observation = await draftObservation(BigInt(projectId), { ...said, ...dismissed });
  const signatures = signaturesBy((await signObservation(observation)).signatures, signers);
  return alertNumber === 0
    ? call("stranger", "monitor", "observe", [observation, signatures])
    : call("stranger", "monitor", "dismiss", [alerts[alertNumber - 1]!.alert, observation, signatures]);
};

const openAlert = (world: World, at: number): Alert | undefined =>
  prefer(world.alerts, ({ number, projectId }) => projectOf(world, projectId).alert === number, at);

export const watchCommands = {
  open: (world, choice) => {
    const alert = anyAlert(world, { ...choice, c: choice.c * 3 });
    if (alert === undefined) return undefined;
    const operator = pick(OPERATORS, choice.c);
    return {
      apply: (w) => open(w, alert, operator),
      send: async (real) => {
        const said = await stated(real, alert);
        const { digest, signatures } = await real.signAlert(said);
        await real.call("stranger", "monitor", "open", [said, signatures[OPERATORS.indexOf(operator)]]);
        real.alerts[alert.number - 1] = { id: digest, alert: said };
      },
    };
  },
  confirm: (world, choice) => {
    const alert = anyAlert(world, choice);
    if (alert === undefined) return undefined;
    const signers = someOperators(QUORUM, choice);
    return {
      apply: (w) => confirm(w, alert, signers),
      send: async (real) => {
        const said = await stated(real, alert);
        const { digest, signatures } = await real.signAlert(said);
        await real.call("stranger", "monitor", "confirm", [said, real.signaturesBy(signatures, signers)]);
        real.alerts[alert.number - 1] = { id: digest, alert: said };
      },
    };
  },
  confirmBySilence: (world, { a }) => {
    const alert = openAlert(world, a);
    if (alert === undefined) return undefined;
    return {
      apply: (w) => confirmBySilence(w, alert.number),
      send: ({ call, alerts }) => call("stranger", "monitor", "confirmBySilence", [alerts[alert.number - 1]!.alert]),
    };
  },
  dismiss: (world, choice) => {
    const alert = openAlert(world, choice.a >> 2);
    if (alert === undefined) return undefined;
    const look = lookAt(world, projectOf(world, alert.projectId), { ...choice, b: choice.b * 5 }, alert.spanStart);
    return {
      apply: (w) => dismiss(w, alert.number, look),
      send: (real) => sendLook(real, look, alert.number),
    };
  },
  observe: (world, choice) => {
    const project = watched(world, choice.b);
    if (project === undefined) return undefined;
    const look = lookAt(world, project, choice, world.now - 40 * DAY);
    return { apply: (w) => observe(w, look), send: (real) => sendLook(real, look) };
  },
  carryLoss: (world, { a }) => {
    const isWaiting = ({ number, projectId }: (typeof world.reports)[number]): boolean => {
      const project = projectOf(world, projectId);
      return project.latest === number && isUncounted(world, project);
    };
    const report = prefer(world.reports.toReversed(), isWaiting, a);
    if (report === undefined) return undefined;
    return {
      apply: (w) => carryLoss(w, report.number),
      send: ({ call, reports }) => call("stranger", "monitor", "carryLoss", [reports[report.number - 1]!.id]),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
