import type { HardhatViemHelpers } from "@nomicfoundation/hardhat-viem/types";
import { pad } from "viem";
import type { Hex } from "viem";

/** Bond per block and per level-20 cell, in wei, and life of a draft, in seconds, of the registries that tests deploy. */
export const BOND_PER_BLOCK = 10n ** 12n;
export const BOND_PER_CELL = 10n ** 6n;
export const DRAFT_LIFETIME_S = 30 * 86_400;

/** Pools as Solidity numbers them. */
export const POOL = { biomass: 1, paddyMethane: 2, blueCarbon: 3 } as const;

/** A methodology inside all ranges, for ground tests: not reversible, both edge levels. */
export function plainMethodology(pool: number, version: string) {
  return {
    yields: 0,
    pool,
    unitKind: 0,
    reversible: false,
    maturity: 1,
    deductionForm: 0,
    deductionZPpm: 524_417,
    maxHalfWidthPpm: 1_000_000,
    minObservedPpm: 1,
    bufferPpm: 0,
    monitoringYears: 0,
    maxObservationGap: 86_400,
    challengeWindow: 86_400,
    maxKgPerHaYear: 1_000_000,
    minPeriod: 86_400,
    maxPeriod: 2 ** 32 - 1,
    retroactivity: 2 ** 32 - 1,
    edgeLevels: 3,
    parameters: pad("0x01"),
    program: pad("0x02"),
    name: "test",
    version,
  } as const;
}

/** Deploys manager, methodologies (one active per pool: ids 1 to 3), verifiers, projects and ground; the admin is a developer. */
export async function deployRegistries(viem: HardhatViemHelpers) {
  const [admin] = await viem.getWalletClients();
  if (admin === undefined) throw new RangeError("no wallet");
  const client = await viem.getPublicClient();
  const nonce = await client.getTransactionCount({ address: admin.account.address });
  const directory = await viem.deployContract("Directory", [BigInt(nonce)]);
  const manager = await viem.deployContract("AccessManager", [admin.account.address]);
  const methodologies = await viem.deployContract("MethodologyRegistry", [directory.address]);
  await viem.deployContract("OperatorRegistry", [directory.address]);
  const verifiers = await viem.deployContract("VerifierRegistry", [directory.address]);
  const developers = await viem.deployContract("DeveloperRegistry", [directory.address]);
  await viem.deployContract("ProgrammeRegistry", [directory.address]);
  const projects = await viem.deployContract("ProjectRegistry", [directory.address, DRAFT_LIFETIME_S]);
  const ground = await viem.deployContract("GroundRegistry", [directory.address, BOND_PER_BLOCK, BOND_PER_CELL]);
  await viem.deployContract("VerificationOracle", [directory.address]);
  // Ground is released where the monitor has no alert; these are on the way to it.
  await viem.deployContract("CarbonCredit", [directory.address]);
  await viem.deployContract("RetirementCertificate", [directory.address]);
  await viem.deployContract("BatchRenderer");
  await viem.deployContract("CertificateRenderer", [directory.address]);
  await viem.deployContract("CertificatePicture");
  await viem.deployContract("PermanenceMonitor", [directory.address]);
  for (const pool of Object.values(POOL)) {
    await methodologies.write.propose([plainMethodology(pool, String(pool))]);
    await methodologies.write.activate([pool]);
  }
  await developers.write.admit(["LEI:ADMIN"]);
  await developers.write.assign([1, admin.account.address]);
  return { manager, methodologies, verifiers, developers, projects, ground };
}

/** A registration request for the plain methodology of a pool. */
export function draftRequest(pool: number, edgeLevel: number) {
  return {
    methodologyId: pool,
    edgeLevel,
    hostCountry: "0x564e" as Hex,
    creditingStart: 1_700_000_000,
    creditingEnd: 2_000_000_000,
    boundary: pad("0x02"),
    programme: 0,
    programmeReference: 0n,
  };
}
