import type { Address, Hex } from "viem";

import type { Block } from "../../../oracle/core/ground/types.ts";
import { deployRegistry, methodology } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";

/** Everybody who may call: people, and each contract of the registry. */
export const CALLERS = [
  "deployer",
  "governor",
  "verifier",
  "operator",
  "owner",
  "rival",
  "holder",
  "stranger",
  "manager",
  "methodologies",
  "operators",
  "verifiers",
  "projects",
  "ground",
  "oracle",
  "credit",
  "certificates",
] as const;
export type Caller = (typeof CALLERS)[number];

/** Where a project may stand when it is acted on. */
export const STATES = ["unknown", "draft", "active", "credited", "completed", "withdrawn"] as const;
export type State = (typeof STATES)[number];

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
  /** That report, and operators' signatures over it. */
  readonly signed: readonly unknown[];
};

/** A level-8 parent: each project claims another child of it. */
const PARENT = 0x3100100000000000n;

export const setStage = async (): Promise<Stage> => {
  const registry = await deployRegistry();
  const { wallet, contracts } = registry;

  const segmentOf = (projectId: bigint): readonly Block[] => [{ cell: PARENT, bits: 1n << (projectId % 256n) }];
  const draft = async (): Promise<bigint> => {
    const { projectId } = await registry.register();
    await registry.claim(projectId, segmentOf(projectId));
    return projectId;
  };
  const active = async (): Promise<bigint> => {
    const projectId = await draft();
    await registry.activate(projectId);
    return projectId;
  };

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
    completed: await active(),
    withdrawn: await active(),
    // The last, whose life has just begun.
    draft: await draft(),
  };
  await registry.send(developer, contracts.projects, "complete", [projects.completed]);
  await registry.send(developer, contracts.projects, "withdraw", [projects.withdrawn]);

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
    signed: [report, (await registry.sign(report)).operators],
  };
};
