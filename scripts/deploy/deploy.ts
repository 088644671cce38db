import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import hre from "hardhat";

import type { Deployment } from "../../oracle/chain/deployment.ts";
import sixfold from "../ignition/modules/Sixfold.ts";

export type DeploySettings = {
  readonly rpcUrl: string;
  /** Sole administrator afterwards; every governed call of theirs waits for the delay. */
  readonly governor: `0x${string}`;
  /** Name of Ignition's journal, by which an interrupted deployment is taken up. */
  readonly journal: string;
};

/** Ignition keeps its journals here, where its own commands (`hardhat ignition status` and the like) find them. */
export const journalFolder = (journal: string): string => join(hre.config.paths.ignition, "deployments", journal);

/**
 * The first block that can hold a log of the contracts: the one after the head when the journal was begun. It is
 * written down before anything is sent, so that a deployment that is taken up again still knows it.
 */
const firstBlock = (journal: string, head: bigint): number => {
  const folder = journalFolder(journal);
  const file = join(folder, "first-block.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as number;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, String(head + 1n));
  renameSync(`${file}.new`, file);
  return Number(head + 1n);
};

/** Ignition writes its list of addresses in place: one who was killed then left half a file, which it can not read. */
const dropHalfWritten = (journal: string): void => {
  const file = join(journalFolder(journal), "deployed_addresses.json");
  if (!existsSync(file)) return;
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Nothing is lost: the journal itself holds every address.
    rmSync(file);
  }
};

/** Deploys the Ignition module over JSON-RPC, or finishes what the journal has begun, and tells where everything lives. */
export const deploy = async ({ rpcUrl, governor, journal }: DeploySettings): Promise<Deployment> => {
  const connection = await hre.network.create({ network: "local", override: { url: rpcUrl } });
  try {
    const client = await connection.viem.getPublicClient();
    const deployBlock = firstBlock(journal, await client.getBlockNumber());
    dropHalfWritten(journal);
    const deployed = await connection.ignition.deploy(sixfold, {
      deploymentId: journal,
      parameters: { Sixfold: { governor } },
    });
    return {
      chainId: await client.getChainId(),
      rpcUrl,
      contracts: {
        AccessManager: deployed.manager.address,
        MethodologyRegistry: deployed.methodologies.address,
        VerifierRegistry: deployed.verifiers.address,
        ProjectRegistry: deployed.projects.address,
        GroundRegistry: deployed.ground.address,
        VerificationOracle: deployed.oracle.address,
        CarbonCredit: deployed.credit.address,
        RetirementCertificate: deployed.certificates.address,
      },
      deployBlock,
    };
  } finally {
    await connection.close();
  }
};
