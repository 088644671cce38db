import type { Address, Hex } from "viem";

import type { Alert } from "../../../oracle/core/statements/alert.ts";
import type { Report } from "../../../oracle/core/statements/report.ts";
import type { Block } from "../../../oracle/core/ground/types.ts";
import { disputants } from "../../helpers/disputes.ts";
import { watchers } from "../../helpers/permanence.ts";
import { DESIGN, deployRegistry, forest, methodology } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";

/** The registry's contracts, by their names in `registry.contracts`. */
export const CONTRACTS = [
  "methodologies",
  "operators",
  "verifiers",
  "developers",
  "programmes",
  "projects",
  "ground",
  "oracle",
  "credit",
  "certificates",
  "monitor",
  "bufferPool",
  "stakes",
  "disputes",
] as const;

/** Everybody who may call: people, the manager, and each contract. */
export const CALLERS = [
  "deployer",
  "admin",
  "governor",
  "guardian",
  "verifier",
  "operator",
  "owner",
  "rival",
  "holder",
  "stranger",
  "manager",
  ...CONTRACTS,
] as const;
export type Caller = (typeof CALLERS)[number];

/** Where a project may stand when it is acted on. */
export const STATES = [
  "unknown",
  "draft",
  "active",
  "credited",
  // Active, and announced to be completed or withdrawn; the notice is over.
  "completing",
  "withdrawing",
  "completed",
  "withdrawn",
] as const;
export type State = (typeof STATES)[number];

/** Reversible projects, which the states above say nothing of: they are watched whatever their state. */
export type Forests = {
  /** Nothing was ever lost there. */
  readonly whole: bigint;
  /** Has an open alert, and a loss that is due. */
  readonly alerted: bigint;
  readonly alert: Alert;
  /** Has a deficit; the owner holds the batch. */
  readonly indebted: bigint;
  readonly batchId: bigint;
  /** A report of another, which lost more than it gained, and can not be struck any more. */
  readonly loss: Hex;
};

/** A registry with a project in each state, and addresses for all who may call. */
export type Stage = {
  readonly registry: Registry;
  readonly addressOf: (caller: Caller) => Address;
  readonly projectIn: (state: State) => bigint;
  /** The one segment that the project in that state claimed. */
  readonly segmentIn: (state: State) => readonly Block[];
  /** The credits of the project that was credited; some are the holder's. */
  readonly batchId: bigint;
  /** A report of that project whose window is over. */
  readonly issuable: Hex;
  readonly forests: Forests;
  /** That report, and operators' signatures over it. */
  readonly signed: readonly unknown[];
  /** A report of another project, whose window is open. */
  readonly pending: Hex;
  /** A report of a third, which is disputed. */
  readonly frozen: { readonly reportId: Hex; readonly report: Report };
  /** Where the next period of the project in that state would start. */
  readonly nextPeriodStart: (state: State) => Promise<number>;
};

/** A level-8 parent: each project claims another child of it. */
const PARENT = 0x3100100000000000n;

const FOREST = 2;

/** @param active makes an active project of a methodology. */
const setForests = async (registry: Registry, active: (methodologyId: number) => Promise<bigint>): Promise<Forests> => {
  const { contracts, wallet, send, govern } = registry;
  await govern(contracts.methodologies, "propose", [forest]);
  await govern(contracts.methodologies, "activate", [FOREST]);
  const { draftAlert, signAlert } = watchers(registry);
  const credited = async () => {
    const projectId = await active(FOREST);
    const { reportId } = await registry.post(await registry.draftReport(projectId, { methodologyId: FOREST }));
    return { projectId, batchId: (await registry.issue(reportId)).batchId };
  };
  const confirm = async (projectId: bigint, lossKg: bigint): Promise<void> => {
    const alert = await draftAlert(projectId, { lossKg });
    const { signatures } = await signAlert(alert);
    await send(wallet.stranger, contracts.monitor, "confirm", [alert, signatures]);
  };
  const [whole, alerted, indebted] = [await credited(), await credited(), await credited()];
  const { projectId: shrunk } = await credited();
  const shortfall = { methodologyId: FOREST, measuredKg: 0n };
  const { reportId: loss } = await registry.post(await registry.draftReport(shrunk, shortfall));
  await confirm(indebted.projectId, 10n ** 9n);
  await send(wallet.stranger, contracts.bufferPool, "settle", [indebted.projectId, 5]);
  await confirm(alerted.projectId, 10n);
  const alert = await draftAlert(alerted.projectId);
  await send(wallet.stranger, contracts.monitor, "open", [alert, (await signAlert(alert)).signatures[0]]);
  return {
    whole: whole.projectId,
    alerted: alerted.projectId,
    alert,
    indebted: indebted.projectId,
    batchId: indebted.batchId,
    loss,
  };
};

export const setStage = async (): Promise<Stage> => {
  const registry = await deployRegistry();
  const { wallet, contracts } = registry;

  const segmentOf = (projectId: bigint): readonly Block[] => [{ cell: PARENT, bits: 1n << (projectId % 256n) }];
  const draft = async (methodologyId = 1): Promise<bigint> => {
    const { projectId } = await registry.register({ methodologyId });
    await registry.claim(projectId, segmentOf(projectId));
    return projectId;
  };
  const active = async (methodologyId = 1): Promise<bigint> => {
    const projectId = await draft(methodologyId);
    await registry.activate(projectId);
    return projectId;
  };

  // They wait for a week, which what follows takes.
  const announced = registry.operators.map(({ account }) => account.address);
  await registry.govern(contracts.operators, "announce", [announced, announced.length]);

  const forests = await setForests(registry, active);
  const credited = await active();
  const { reportId } = await registry.post(await registry.draftReport(credited));
  const { batchId } = await registry.issue(reportId);
  const report = await registry.draftReport(credited);
  const { reportId: issuable } = await registry.post(report);
  await registry.networkHelpers.time.increase(methodology.challengeWindow + 1);
  const { developer, buyer } = wallet;
  const parcel = [developer.account.address, buyer.account.address, batchId, 5_000n, "0x"];
  await registry.send(developer, contracts.credit, "safeTransferFrom", parcel);
  const words = { purpose: 0, recipient: buyer.account.address, beneficiary: "A", message: "" };
  await registry.send(buyer, contracts.credit, "retire", [batchId, 10n, words]);
  await registry.send(buyer, contracts.credit, "setApprovalForAll", [wallet.rival.account.address, true]);

  const projects: Record<State, bigint> = {
    unknown: 999n,
    credited,
    active: await active(),
    completing: await active(),
    withdrawing: await active(),
    completed: await active(),
    withdrawn: await active(),
    draft: 0n,
  };
  for (const state of ["completing", "completed", "withdrawing", "withdrawn"] as const)
    await registry.announceEnding(projects[state], state.startsWith("complet") ? "complete" : "withdraw");
  await registry.networkHelpers.time.increase(methodology.challengeWindow);
  await registry.send(developer, contracts.projects, "complete", [projects.completed]);
  await registry.send(developer, contracts.projects, "withdraw", [projects.withdrawn]);
  // The last, whose life has just begun.
  projects.draft = await draft();

  for (const [state, projectId] of Object.entries(projects))
    if (state !== "unknown")
      await registry.send(developer, contracts.projects, "offer", [projectId, wallet.rival.account.address]);
  await registry.govern(contracts.programmes, "admit", ["GS", DESIGN]);

  const pending = await registry.post(await registry.draftReport(await active()));
  const disputed = await registry.draftReport(await active());
  const frozen = await registry.post(disputed);
  await disputants(registry).challenge(frozen.reportId);
  await registry.send(wallet.rival, contracts.stakes, "deposit", [wallet.rival.account.address], 1n);

  const people = { ...wallet, owner: developer, holder: buyer, operator: registry.operators[0]! };
  const addressOf = (caller: Caller): Address =>
    caller in contracts
      ? contracts[caller as keyof typeof contracts].address
      : people[caller as keyof typeof people].account.address;
  for (const caller of CALLERS) await registry.networkHelpers.setBalance(addressOf(caller), 10n ** 20n);
  return {
    registry,
    addressOf,
    projectIn: (state) => projects[state],
    segmentIn: (state) => segmentOf(projects[state]),
    batchId,
    issuable,
    forests,
    signed: [report, (await registry.sign(report)).operators],
    pending: pending.reportId,
    frozen: { reportId: frozen.reportId, report: disputed },
    nextPeriodStart: async (state) => {
      if (state === "unknown") return 1;
      const { creditingStart, lastPeriodEnd } = await contracts.projects.read.terms([projects[state]]);
      return lastPeriodEnd === 0 ? creditingStart : lastPeriodEnd;
    },
  };
};
