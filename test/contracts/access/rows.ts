import { keccak256, stringToHex } from "viem";

import { groundRoot } from "../../../oracle/core/ground/ground-root.ts";
import { domainAt, typedData } from "../../../oracle/core/statements/hash.ts";
import type { Report } from "../../../oracle/core/statements/report.ts";
import { retirementRequestTable } from "../../../oracle/core/statements/retirement-request.ts";
import { COUNTER, disputants } from "../../helpers/disputes.ts";
import { watchers } from "../../helpers/permanence.ts";
import { methodology } from "../../helpers/registry.ts";
import { CALLERS, STATES } from "./stage.ts";
import type { Caller, Stage, State } from "./stage.ts";

/** One call of a function, as good as it can be made for a project that stands where it is said. */
type Call = { readonly args: readonly unknown[]; readonly value?: bigint };

/** Who may call a function, and while the project that it acts on stands where. */
export type Row = {
  readonly by: readonly Caller[];
  readonly in: readonly State[];
  readonly call: (stage: Stage, state: State) => Call | Promise<Call>;
};

const ANYONE = CALLERS;
const ALWAYS = STATES;
/** It earns until it has ended. */
const ACTIVE = ["active", "credited", "completing", "withdrawing"] as const;

/** Nobody at once: the governor, after the manager's delay. */
export const GOVERNED: readonly Caller[] = [];

const DAY = 86_400;
const words = ({ addressOf }: Stage) => ({
  purpose: 0,
  recipient: addressOf("holder"),
  beneficiary: "Matrix",
  message: "",
});
/** Ground that nobody holds. */
const FREE = [{ cell: 0x3100300000000000n, bits: 1n }];

const anywhere =
  (args: (stage: Stage) => readonly unknown[]): Row["call"] =>
  (stage) => ({ args: args(stage) });

const onProject =
  (more: readonly unknown[] = []): Row["call"] =>
  (stage, state) => ({ args: [stage.projectIn(state), ...more] });

const governed = (args: (stage: Stage) => readonly unknown[]): Row => ({
  by: GOVERNED,
  in: ALWAYS,
  call: anywhere(args),
});

/** Of credits, whose project may stand anywhere. */
const ofCredits = (by: readonly Caller[], args: (stage: Stage) => readonly unknown[]): Row => ({
  by,
  in: ALWAYS,
  call: anywhere(args),
});

/** Of reversible projects, which are watched whatever their state. */
const watched = (args: (stage: Stage) => Promise<readonly unknown[]>): Row => ({
  by: ANYONE,
  in: ALWAYS,
  call: async (stage) => ({ args: await args(stage) }),
});

/** What is signed for a project, and, where there is none, what was signed for the draft, in the name of the unknown. */
const signed =
  (
    argsFor: (stage: Stage, projectId: bigint) => Promise<readonly unknown[]>,
    renamed: (args: readonly unknown[], projectId: bigint) => readonly unknown[],
  ): Row["call"] =>
  async (stage, state) =>
    state === "unknown"
      ? { args: renamed(await argsFor(stage, stage.projectIn("draft")), stage.projectIn(state)) }
      : { args: await argsFor(stage, stage.projectIn(state)) };

/** What the holder signed to be retired. */
const signedRequest = async (stage: Stage): Promise<Call> => {
  const { registry, addressOf, batchId } = stage;
  const { client, contracts, wallet } = registry;
  const domain = domainAt(retirementRequestTable, await client.getChainId(), contracts.credit.address);
  const asked = { holder: addressOf("holder"), batchIds: [batchId], amountsKg: [1n] };
  const once = { nonce: 1n, deadline: 2 ** 40 - 1 };
  const retirement = words(stage);
  const data = typedData(retirementRequestTable, domain, { ...asked, ...retirement, ...once });
  return { args: [{ ...asked, retirement, ...once }, await wallet.buyer.signTypedData(data as never)] };
};

export const ROWS: Readonly<Record<string, Row>> = {
  "methodologies.propose": governed(() => [{ ...methodology, version: "2" }]),
  "methodologies.activate": governed(() => [1]),
  "methodologies.close": governed(() => [1]),
  "verifiers.accredit": governed(({ addressOf }) => [addressOf("stranger"), 2, 2 ** 40 - 1]),
  "verifiers.suspend": {
    by: ["guardian"],
    in: ALWAYS,
    call: anywhere(({ addressOf }) => [addressOf("verifier")]),
  },
  "developers.admit": governed(() => ["LEI:ANOTHER"]),
  "developers.assign": governed(({ addressOf }) => [1, addressOf("stranger")]),
  "developers.dismiss": governed(({ addressOf }) => [addressOf("owner")]),
  "developers.declareTie": governed(({ addressOf }) => [addressOf("verifier"), 1]),
  "developers.withdrawTie": governed(({ addressOf }) => [addressOf("verifier"), 1]),
  "operators.markTied": { by: ["developers"], in: ALWAYS, call: anywhere(({ addressOf }) => [addressOf("stranger")]) },
  "verifiers.markTied": { by: ["developers"], in: ALWAYS, call: anywhere(({ addressOf }) => [addressOf("stranger")]) },
  "programmes.admit": governed(() => ["VCS", keccak256(stringToHex("reading"))]),
  "programmes.takeReference": { by: ["projects"], in: ALWAYS, call: anywhere(() => [1n, 1, 1n]) },
  "programmes.takeSerials": {
    by: ["projects"],
    in: ALWAYS,
    call: anywhere(() => [1n, [{ serials: { programme: 1, series: 0n, first: 1n, last: 2n }, hint: 0n }]]),
  },
  "operators.announce": governed(({ addressOf }) => [[addressOf("stranger")], 1]),
  "operators.cancel": { by: ["guardian"], in: ALWAYS, call: anywhere(() => []) },
  "projects.revoke": { by: GOVERNED, in: ALWAYS, call: onProject() },

  "projects.register": {
    // They act for developers.
    by: ["owner", "rival"],
    in: ALWAYS,
    call: anywhere(() => [
      {
        methodologyId: 1,
        edgeLevel: 16,
        hostCountry: "0x4a50",
        creditingStart: 1,
        creditingEnd: 2 ** 40 - 1,
        boundary: keccak256(stringToHex("matrix")),
        programme: 0,
        programmeReference: 0n,
      },
    ]),
  },
  "projects.stateSerials": {
    by: ["owner"],
    in: ["draft"],
    call: onProject([{ programme: 1, series: 0n, first: 1n, last: 2n }]),
  },
  "projects.offer": {
    by: ["owner"],
    in: ["draft", ...ACTIVE, "completed", "withdrawn"],
    call: (stage, state) => ({ args: [stage.projectIn(state), stage.addressOf("rival")] }),
  },
  // Each is offered to the rival.
  "projects.accept": {
    by: ["rival"],
    in: ["draft", ...ACTIVE, "completed", "withdrawn"],
    call: onProject(),
  },
  "projects.commitDesign": {
    by: ["owner"],
    in: ["draft", ...ACTIVE],
    call: onProject([keccak256(stringToHex("matrix"))]),
  },
  "projects.activate": {
    by: ANYONE,
    in: ["draft"],
    call: signed(
      ({ registry }, projectId) => registry.validationOf(projectId),
      ([, ...rest], projectId) => [projectId, ...rest],
    ),
  },
  // One ending stands at a time.
  "projects.announceEnding": { by: ["owner"], in: ["active", "credited"], call: onProject([3]) },
  "projects.complete": { by: ["owner"], in: ["completing"], call: onProject() },
  "projects.withdraw": { by: ["owner"], in: ["draft", "withdrawing"], call: onProject() },
  // None here is old enough.
  "projects.lapse": { by: ANYONE, in: [], call: onProject() },
  "projects.prolongDraft": { by: ["ground"], in: ["draft"], call: onProject() },
  "projects.recordPeriod": {
    by: ["oracle"],
    in: ACTIVE,
    call: async (stage, state) => {
      const start = await stage.nextPeriodStart(state);
      return { args: [stage.projectIn(state), start, start + DAY, true] };
    },
  },
  // Whatever became of the project meanwhile.
  "projects.takeBackPeriod": {
    by: ["oracle"],
    in: ["draft", ...ACTIVE, "completed", "withdrawn"],
    call: onProject([1, 0]),
  },

  "ground.open": { by: ["projects"], in: ALWAYS, call: onProject() },
  "ground.seal": {
    by: ["projects"],
    in: ALWAYS,
    call: (stage, state) => ({ args: [stage.projectIn(state), stage.addressOf("owner")] }),
  },
  "ground.claim": {
    by: ["owner"],
    in: ["draft"],
    call: async (stage, state) => ({
      args: [stage.projectIn(state), FREE],
      value: await stage.registry.contracts.ground.read.bondFor([16, FREE]),
    }),
  },
  "ground.prolong": {
    by: ["owner"],
    in: ["draft"],
    call: async (stage, state) => ({
      args: [stage.projectIn(state)],
      value: await stage.registry.contracts.ground.read.prolongationFee([stage.projectIn(state)]),
    }),
  },
  // Anyone may free what its project lets go; the other states hold it.
  "ground.release": {
    by: ANYONE,
    in: ["completed", "withdrawn"],
    call: (stage, state) => {
      const projectId = stage.projectIn(state);
      return { args: [projectId, groundRoot(projectId, []), stage.segmentIn(state), []] };
    },
  },
  // Nobody else is owed anything.
  "ground.withdrawBond": { by: ["owner"], in: ALWAYS, call: anywhere(() => []) },

  "oracle.post": {
    by: ANYONE,
    in: ACTIVE,
    call: signed(
      async ({ registry }, projectId) => (await registry.postingOf(await registry.draftReport(projectId))).args,
      ([report, ...rest], projectId) => [{ ...(report as Report), projectId }, ...rest],
    ),
  },

  "oracle.addSignatures": { by: ANYONE, in: ALWAYS, call: anywhere(({ signed: posted }) => posted) },
  // Its window is open.
  "oracle.hold": { by: ["guardian"], in: ALWAYS, call: anywhere(({ pending }) => [pending]) },
  "oracle.freeze": { by: ["disputes"], in: ALWAYS, call: anywhere(({ pending }) => [pending]) },
  "oracle.unfreeze": { by: ["disputes"], in: ALWAYS, call: anywhere(({ frozen }) => [frozen.reportId, 0]) },
  "oracle.strike": { by: ["disputes"], in: ALWAYS, call: anywhere(({ frozen }) => [frozen.report]) },
  // Their week is over.
  "operators.enact": { by: ANYONE, in: ALWAYS, call: anywhere(() => []) },

  "credit.issue": { by: ANYONE, in: ALWAYS, call: anywhere(({ issuable }) => [issuable]) },
  // The owner has credits of its own; nobody retires another's.
  "credit.retire": ofCredits(["owner", "holder"], (stage) => [stage.batchId, 1n, words(stage)]),
  "credit.retireMany": ofCredits(["owner", "holder"], (stage) => [[stage.batchId], [1n], words(stage)]),
  // The holder approved the rival.
  "credit.retireFrom": ofCredits(["rival"], (stage) => [
    stage.addressOf("holder"),
    [stage.batchId],
    [1n],
    words(stage),
  ]),
  "credit.retireBySignature": { by: ANYONE, in: ALWAYS, call: (stage) => signedRequest(stage) },
  "credit.nameRecipient": { by: ANYONE, in: ALWAYS, call: anywhere(({ addressOf }) => [addressOf("rival")]) },
  "credit.useNonce": { by: ANYONE, in: ALWAYS, call: anywhere(() => [1n]) },
  "credit.setApprovalForAll": { by: ANYONE, in: ALWAYS, call: anywhere(({ addressOf }) => [addressOf("rival"), true]) },
  "credit.safeTransferFrom": ofCredits(["holder", "rival"], ({ batchId, addressOf }) => [
    addressOf("holder"),
    addressOf("rival"),
    batchId,
    1n,
    "0x",
  ]),
  "credit.safeBatchTransferFrom": ofCredits(["holder", "rival"], ({ batchId, addressOf }) => [
    addressOf("holder"),
    addressOf("rival"),
    [batchId],
    [1n],
    "0x",
  ]),

  "credit.cancelBuffered": ofCredits(["bufferPool"], ({ batchId }) => [batchId, 1n]),
  "credit.cancelFrom": ofCredits(["bufferPool"], ({ batchId, addressOf }) => [addressOf("holder"), batchId, 1n]),

  // Whoever has the operators' signatures may bring them.
  "monitor.open": watched(async ({ registry, forests }) => {
    const { draftAlert, signAlert } = watchers(registry);
    const alert = await draftAlert(forests.whole);
    return [alert, (await signAlert(alert)).signatures[0]];
  }),
  "monitor.confirm": watched(async ({ registry, forests }) => {
    const { draftAlert, signAlert } = watchers(registry);
    const alert = await draftAlert(forests.whole);
    return [alert, (await signAlert(alert)).signatures];
  }),
  // The deadline is ahead.
  "monitor.confirmBySilence": { by: ANYONE, in: [], call: anywhere(({ forests }) => [forests.alert]) },
  "monitor.dismiss": watched(async ({ registry, forests: { alert } }) => {
    const { draftObservation, signAlert, signObservation } = watchers(registry);
    const { digest: alertId } = await signAlert(alert);
    const observation = await draftObservation(alert.projectId, { alertId });
    return [alert, observation, (await signObservation(observation)).signatures];
  }),
  "monitor.carryLoss": { by: ANYONE, in: ALWAYS, call: anywhere(({ forests }) => [forests.loss]) },
  "monitor.observe": watched(async ({ registry, forests }) => {
    const { draftObservation, signObservation } = watchers(registry);
    const observation = await draftObservation(forests.whole);
    return [observation, (await signObservation(observation)).signatures];
  }),

  "bufferPool.admit": { by: ["credit"], in: ALWAYS, call: anywhere(({ batchId }) => [batchId, 2, 1n, 0n]) },
  "bufferPool.owe": { by: ["monitor"], in: ALWAYS, call: anywhere(({ forests }) => [forests.whole, 1n, 1]) },
  "bufferPool.settle": { by: ANYONE, in: ALWAYS, call: anywhere(({ forests }) => [forests.alerted, 1n]) },
  // The holder has no credits of a forest.
  "bufferPool.makeGood": {
    by: ["owner"],
    in: ALWAYS,
    call: anywhere(({ forests }) => [forests.indebted, forests.batchId, 1n]),
  },

  "stakes.deposit": {
    by: ANYONE,
    in: ALWAYS,
    call: ({ addressOf }) => ({ args: [addressOf("operator")], value: 1n }),
  },
  // Signers' are held by reports that may still be struck, but not the rival's. The bond of an open challenge is that of
  // the contract of disputes, which has no way to ask for it.
  "stakes.withdraw": {
    by: ["rival", "disputes"],
    in: ALWAYS,
    call: anywhere(({ addressOf }) => [1n, addressOf("holder")]),
  },
  "stakes.back": { by: ["oracle"], in: ALWAYS, call: anywhere(({ addressOf }) => [[addressOf("verifier")], 1]) },
  "stakes.hold": {
    by: ["oracle", "disputes"],
    in: ALWAYS,
    call: anywhere(({ addressOf }) => [[addressOf("verifier")], 1]),
  },
  "stakes.move": {
    by: ["disputes"],
    in: ALWAYS,
    call: anywhere(({ addressOf }) => [addressOf("verifier"), addressOf("rival"), 1n]),
  },

  "disputes.challenge": {
    by: ANYONE,
    in: ALWAYS,
    call: async ({ registry, pending }) => ({
      args: [pending, COUNTER],
      value: await registry.contracts.disputes.read.bondFor([pending]),
    }),
  },
  // Whoever has the operators' signatures may bring them.
  "disputes.resolve": {
    by: ANYONE,
    in: ALWAYS,
    call: async ({ registry, frozen: { reportId, report } }) => {
      const { draftResolution, signResolution } = disputants(registry);
      const resolution = await draftResolution(reportId, "struck");
      return { args: [report, resolution, (await signResolution(resolution)).signatures] };
    },
  },
  // The deadline is ahead.
  "disputes.resolveBySilence": { by: ANYONE, in: [], call: anywhere(({ frozen }) => [frozen.report]) },

  "certificates.mint": {
    by: ["credit"],
    in: ALWAYS,
    call: anywhere((stage) => [
      stage.addressOf("holder"),
      words(stage),
      [{ batchId: stage.batchId, amountKg: 1n, serialStart: 0n }],
    ]),
  },
  "certificates.refresh": { by: ANYONE, in: ALWAYS, call: anywhere(() => [1n, 1n]) },
  "certificates.safeTransferFrom": {
    by: [],
    in: ALWAYS,
    call: anywhere(({ addressOf }) => [addressOf("holder"), addressOf("rival"), 1n]),
  },
};
