import hre from "hardhat";

import type { Deployment } from "../oracle/chain/deployment.ts";
import sixfold from "./ignition/modules/Sixfold.ts";

export type DeploySettings = {
  /** Name of a network in hardhat.config.ts. */
  readonly networkName: string;
  readonly rpcUrl?: string;
  /** Sole administrator afterwards; every governed call of theirs waits for the delay. */
  readonly governor: `0x${string}`;
  readonly delaySeconds?: number;
  /** Name of Ignition's journal under scripts/ignition/deployments, by which an interrupted deployment is taken up. */
  readonly journal: string;
};

/** Deploys the Ignition module over JSON-RPC and tells where everything lives. */
export const deploy = async ({
  networkName,
  rpcUrl,
  governor,
  delaySeconds,
  journal,
}: DeploySettings): Promise<Deployment> => {
  const connection = await hre.network.create(
    rpcUrl === undefined ? networkName : { network: networkName, override: { url: rpcUrl } },
  );
  const client = await connection.viem.getPublicClient();
  const deployBlock = Number(await client.getBlockNumber()) + 1;
  const deployed = await connection.ignition.deploy(sixfold, {
    deploymentId: journal,
    parameters: { Sixfold: { governor, ...(delaySeconds === undefined ? {} : { delaySeconds }) } },
  });
  const chainId = await client.getChainId();
  await connection.close();
  return {
    chainId,
    ...(rpcUrl === undefined ? {} : { rpcUrl }),
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
};
