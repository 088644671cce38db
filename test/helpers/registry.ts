import { network } from "hardhat";
import { encodeFunctionData, getContract, hashTypedData, keccak256, stringToHex, zeroHash } from "viem";
import type { Abi, Address, Hex } from "viem";

import {
  accessManagerAbi,
  bufferPoolAbi,
  carbonCreditAbi,
  developerRegistryAbi,
  disputesAbi,
  groundRegistryAbi,
  methodologyRegistryAbi,
  operatorRegistryAbi,
  permanenceMonitorAbi,
  programmeRegistryAbi,
  projectRegistryAbi,
  retirementCertificateAbi,
  scorecardsAbi,
  stakesAbi,
  verificationOracleAbi,
  verifierRegistryAbi,
} from "../../contracts/abi/index.ts";
import { domainAt, typedData } from "../../oracle/core/statements/hash.ts";
import { REPORT_KIND, reportTable } from "../../oracle/core/statements/report.ts";
import type { Report } from "../../oracle/core/statements/report.ts";
import { requestHash, validationTable } from "../../oracle/core/statements/validation.ts";
import type { Validation } from "../../oracle/core/statements/validation.ts";
import type { ExternalSerials } from "../../oracle/chain/fold/registry.ts";
import type { Block } from "../../oracle/core/ground/types.ts";
import sixfold from "../../scripts/ignition/modules/Sixfold.ts";

const DAY = 86_400;

/** Named accounts of the in-process chain. */
export const ROLES = [
  "deployer",
  "governor",
  "verifier",
  "developer",
  "rival",
  "buyer",
  "stranger",
  "admin",
  "guardian",
] as const;
const FIRST_OPERATOR = 10;

/** What a deployment asks of a signer by default, in wei. */
export const STAKE = 10n ** 18n;

/** A paddy methodology that accepts any plausible report; tests override what they are about. */
/** Mean area of a level-20 cell. */
const CELL_M2 = 77n;

export const DESIGN = keccak256(stringToHex("design"));

export const methodology = {
  yields: 0,
  pool: 2,
  unitKind: 0,
  reversible: false,
  maturity: 1,
  deductionForm: 0,
  deductionZPpm: 524_417,
  maxHalfWidthPpm: 1_000_000,
  minObservedPpm: 500_000,
  bufferPpm: 0,
  monitoringYears: 0,
  maxObservationGap: 0,
  challengeWindow: 7 * DAY,
  maxKgPerHaYear: 100_000,
  minPeriod: DAY,
  maxPeriod: 2 ** 32 - 1,
  retroactivity: 2 ** 32 - 1,
  edgeLevels: 3,
  parameters: keccak256(stringToHex("parameters")),
  program: keccak256(stringToHex("program")),
  name: "paddy-test",
  version: "1",
} as const;

/** A forest methodology: reversible, so that batches have a buffer and projects are watched. */
export const forest = {
  ...methodology,
  pool: 1,
  unitKind: 1,
  reversible: true,
  bufferPpm: 150_000,
  monitoringYears: 40,
  maxObservationGap: 400 * DAY,
  name: "forest-test",
} as const;

/**
 * The registry as Ignition deploys it, with five operators (quorum five), an accredited verifier and one active
 * methodology, each set by the governor through the public delay.
 */
export const deployRegistry = async () => {
  const connection = await network.create();
  const { viem, networkHelpers, ignition } = connection;
  const client = await viem.getPublicClient();
  const wallets = await viem.getWalletClients();
  const wallet = Object.fromEntries(ROLES.map((role, index) => [role, wallets[index]!])) as Record<
    (typeof ROLES)[number],
    (typeof wallets)[number]
  >;
  const operators = wallets
    .slice(FIRST_OPERATOR, FIRST_OPERATOR + 5)
    .toSorted((a, b) => (BigInt(a.account.address) < BigInt(b.account.address) ? -1 : 1));
  const firstNonce = await client.getTransactionCount({ address: wallet.deployer.account.address });
  const deployed = await ignition.deploy(sixfold, {
    parameters: {
      Sixfold: {
        admin: wallet.admin.account.address,
        governor: wallet.governor.account.address,
        guardian: wallet.guardian.account.address,
        firstNonce,
      },
    },
  });
  const at = <const A extends Abi>(address: Address, abi: A) =>
    getContract({ address, abi, client: { public: client, wallet: wallet.developer } });
  const contracts = {
    manager: at(deployed.manager.address, accessManagerAbi),
    methodologies: at(deployed.methodologies.address, methodologyRegistryAbi),
    operators: at(deployed.operators.address, operatorRegistryAbi),
    verifiers: at(deployed.verifiers.address, verifierRegistryAbi),
    developers: at(deployed.developers.address, developerRegistryAbi),
    programmes: at(deployed.programmes.address, programmeRegistryAbi),
    projects: at(deployed.projects.address, projectRegistryAbi),
    ground: at(deployed.ground.address, groundRegistryAbi),
    oracle: at(deployed.oracle.address, verificationOracleAbi),
    credit: at(deployed.credit.address, carbonCreditAbi),
    certificates: at(deployed.certificates.address, retirementCertificateAbi),
    monitor: at(deployed.monitor.address, permanenceMonitorAbi),
    bufferPool: at(deployed.bufferPool.address, bufferPoolAbi),
    stakes: at(deployed.stakes.address, stakesAbi),
    disputes: at(deployed.disputes.address, disputesAbi),
    scorecards: at(deployed.scorecards.address, scorecardsAbi),
  };

  type Sender = (typeof wallets)[number];
  const now = async (): Promise<number> => networkHelpers.time.latest();
  const send = async (
    from: Sender,
    { address, abi }: { readonly address: Address; readonly abi: Abi },
    functionName: string,
    args: readonly unknown[],
    value = 0n,
  ) => {
    const hash = await from.sendTransaction({
      to: address,
      data: encodeFunctionData({ abi, functionName, args }),
      value,
    });
    return client.waitForTransactionReceipt({ hash });
  };

  /** Announce, wait, do: what every call of the governor goes through, and of the admin. */
  const govern = async (
    target: { readonly address: Address; readonly abi: Abi },
    functionName: string,
    args: readonly unknown[],
    by: Sender = wallet.governor,
  ) => {
    const data = encodeFunctionData({ abi: target.abi, functionName, args });
    await send(by, contracts.manager, "schedule", [target.address, data, 0]);
    await networkHelpers.time.increase(2 * DAY + 1);
    return send(by, contracts.manager, "execute", [target.address, data]);
  };

  await govern(contracts.operators, "announce", [operators.map((operator) => operator.account.address), 5]);
  await govern(contracts.verifiers, "accredit", [wallet.verifier.account.address, 0x3e, 2 ** 40 - 1]);
  for (const [index, { account }] of [wallet.developer, wallet.rival].entries()) {
    await govern(contracts.developers, "admit", [`LEI:${index + 1}`]);
    await govern(contracts.developers, "assign", [index + 1, account.address]);
  }
  const stake = (account: Address) => send(wallet.deployer, contracts.stakes, "deposit", [account], STAKE);
  for (const { account } of [...operators, wallet.verifier]) await stake(account.address);
  await govern(contracts.methodologies, "propose", [methodology]);
  await govern(contracts.methodologies, "activate", [1]);

  /** Announces a set in place of the one in force, lets its week pass, and enacts it. */
  const replaceOperators = async (list: readonly Address[], quorum: number) => {
    await govern(contracts.operators, "announce", [list, quorum]);
    await networkHelpers.time.increase(7 * DAY);
    return send(wallet.stranger, contracts.operators, "enact", []);
  };

  const chainId = await client.getChainId();
  let references = 0;

  /** Registers a draft with a design that covers the last ten years and ends in thirty. */
  const register = async ({
    owner = wallet.developer,
    edgeLevel = 16,
    methodologyId = 1,
  }: { owner?: Sender; edgeLevel?: 16 | 20; methodologyId?: number } = {}) => {
    const time = await now();
    references += 1;
    const receipt = await send(owner, contracts.projects, "register", [
      {
        methodologyId,
        edgeLevel,
        hostCountry: "0x4a50",
        creditingStart: time - 3650 * DAY,
        creditingEnd: time + 30 * 365 * DAY,
        boundary: keccak256(stringToHex(`boundary ${references}`)),
        programme: 0,
        programmeReference: 0n,
      },
    ]);
    const projectId = await contracts.projects.read.count();
    await send(owner, contracts.projects, "commitDesign", [projectId, DESIGN]);
    return { projectId, receipt };
  };

  const claim = async (projectId: bigint, blocks: readonly Block[], owner: Sender = wallet.developer) => {
    const { edgeLevel } = await contracts.projects.read.terms([projectId]);
    const bond = await contracts.ground.read.bondFor([edgeLevel, blocks]);
    return send(owner, contracts.ground, "claim", [projectId, blocks], bond);
  };

  /** A verifier's word over the draft as it stands. */
  const validationFor = async (projectId: bigint): Promise<Validation> => {
    const project = await contracts.projects.read.get([projectId]);
    const [designed] = await contracts.projects.read.designs([projectId]);
    const [groundRoot, edgeCells] = await contracts.ground.read.groundOf([projectId]);
    return {
      projectId,
      owner: project.owner,
      request: requestHash(project),
      serialsRoot: project.serialsRoot,
      groundRoot,
      edgeCells,
      areaM2: edgeCells * (project.edgeLevel === 20 ? CELL_M2 : CELL_M2 * 256n),
      design: designed?.digest ?? zeroHash,
      expiry: (await now()) + DAY,
    };
  };

  /** What `activate` is called with. */
  const validationOf = async (
    projectId: bigint,
    stated: readonly ExternalSerials[] = [],
  ): Promise<readonly unknown[]> => {
    const validation = await validationFor(projectId);
    const domain = domainAt(validationTable, chainId, contracts.projects.address);
    const signature = await wallet.verifier.signTypedData(typedData(validationTable, domain, validation) as never);
    const { areaM2, expiry } = validation;
    const claims = stated.map((serials) => ({ serials, hint: 0n }));
    return [projectId, { areaM2, verifier: wallet.verifier.account.address, expiry, signature }, claims];
  };

  const activate = async (
    projectId: bigint,
    owner: Sender = wallet.developer,
    stated: readonly ExternalSerials[] = [],
  ) => send(owner, contracts.projects, "activate", await validationOf(projectId, stated));

  /** A report that the oracle accepts as it stands. */
  const draftReport = async (projectId: bigint, overrides: Partial<Report> = {}): Promise<Report> => {
    const [groundRoot] = await contracts.ground.read.groundOf([projectId]);
    const { creditingStart, lastPeriodEnd, areaM2 } = await contracts.projects.read.terms([projectId]);
    const time = await now();
    const periodStart = lastPeriodEnd === 0 ? creditingStart : lastPeriodEnd;
    return {
      projectId,
      methodologyId: 1,
      kind: REPORT_KIND.credit,
      periodStart,
      periodEnd: periodStart + 100 * DAY,
      measuredKg: 100_000n,
      baselineKg: 20_000n,
      leakageKg: 1_000n,
      lossKg: 0n,
      halfWidthKg: 10_000n,
      claimedM2: areaM2,
      observedM2: (areaM2 * 95n) / 100n,
      groundRoot,
      evidence: keccak256(stringToHex(`evidence ${projectId} ${periodStart}`)),
      previous: await contracts.oracle.read.latestReport([projectId]),
      verifier: wallet.verifier.account.address,
      operatorSet: await contracts.operators.read.operatorSet(),
      expiry: time + 30 * DAY,
      ...overrides,
    };
  };

  const sign = async (report: Report) => {
    const data = typedData(reportTable, domainAt(reportTable, chainId, contracts.oracle.address), report);
    return {
      digest: hashTypedData(data as never),
      operators: await Promise.all(
        operators.map(async (operator) => ({
          signer: operator.account.address,
          signature: await operator.signTypedData(data as never),
        })),
      ),
      verifierSignature: await wallet.verifier.signTypedData(data as never),
    };
  };

  /** What `post` is called with: a report with the signatures of so many operators. */
  const postingOf = async (
    report: Report,
    signers = operators.length,
  ): Promise<{ digest: Hex; args: readonly unknown[] }> => {
    const { digest, operators: signatures, verifierSignature } = await sign(report);
    return {
      digest,
      args: [report, signatures.slice(0, signers), verifierSignature],
    };
  };

  const post = async (report: Report, signers?: number) => {
    const { digest, args } = await postingOf(report, signers);
    return { reportId: digest, receipt: await send(wallet.stranger, contracts.oracle, "post", args) };
  };

  const issue = async (reportId: Hex, from: Sender = wallet.developer) => {
    await networkHelpers.time.increase(methodology.challengeWindow + 1);
    const receipt = await send(from, contracts.credit, "issue", [reportId]);
    const { projectId, periodStart, periodEnd } = await contracts.oracle.read.getReport([reportId]);
    return { batchId: (projectId << 80n) | (BigInt(periodStart) << 40n) | BigInt(periodEnd), receipt };
  };

  /** Announces how an active project is to end. */
  const announceEnding = (projectId: bigint, ending: "complete" | "withdraw", owner: Sender = wallet.developer) =>
    send(owner, contracts.projects, "announceEnding", [projectId, ending === "complete" ? 3 : 4]);

  /** Announces an active project's ending, waits for as long as its notice is, and ends it. */
  const endProject = async (projectId: bigint, ending: "complete" | "withdraw", owner: Sender = wallet.developer) => {
    await announceEnding(projectId, ending, owner);
    const { from } = await contracts.projects.read.endingOf([projectId]);
    await networkHelpers.time.increaseTo(from);
    return send(owner, contracts.projects, ending, [projectId]);
  };

  return {
    connection,
    client,
    networkHelpers,
    contracts,
    wallet,
    wallets,
    operators,
    now,
    send,
    govern,
    stake,
    replaceOperators,
    register,
    claim,
    validationFor,
    validationOf,
    activate,
    announceEnding,
    endProject,
    draftReport,
    sign,
    postingOf,
    post,
    issue,
  };
};

export type Registry = Awaited<ReturnType<typeof deployRegistry>>;
