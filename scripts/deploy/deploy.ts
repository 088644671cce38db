import hre from "hardhat";

import type { Deployment } from "../../oracle/chain/deployment.ts";
import sixfold from "../ignition/modules/Sixfold.ts";
import type { Roles } from "./roles.ts";
import { beginOnce, dropHalfWritten } from "./journal.ts";

export type DeploySettings = {
  readonly rpcUrl: string;
  readonly roles: Roles;
  /** Name of Ignition's journal, by which an interrupted deployment is taken up. */
  readonly journal: string;
};

/** Deploys the Ignition module over JSON-RPC, or finishes what the journal has begun, and tells where everything lives. */
export const deploy = async ({ rpcUrl, roles, journal }: DeploySettings): Promise<Deployment> => {
  const connection = await hre.network.create({ network: "local", override: { url: rpcUrl } });
  try {
    const client = await connection.viem.getPublicClient();
    const [deployer] = await connection.viem.getWalletClients();
    const { firstBlock, firstNonce } = await beginOnce(journal, async () => ({
      firstBlock: Number(await client.getBlockNumber()) + 1,
      firstNonce: await client.getTransactionCount({ address: deployer!.account.address, blockTag: "pending" }),
    }));
    dropHalfWritten(journal);
    const deployed = await connection.ignition.deploy(sixfold, {
      deploymentId: journal,
      parameters: { Sixfold: { ...roles, firstNonce } },
    });
    return {
      chainId: await client.getChainId(),
      rpcUrl,
      contracts: {
        AccessManager: deployed.manager.address,
        MethodologyRegistry: deployed.methodologies.address,
        OperatorRegistry: deployed.operators.address,
        VerifierRegistry: deployed.verifiers.address,
        DeveloperRegistry: deployed.developers.address,
        ProgrammeRegistry: deployed.programmes.address,
        ProjectRegistry: deployed.projects.address,
        GroundRegistry: deployed.ground.address,
        VerificationOracle: deployed.oracle.address,
        CarbonCredit: deployed.credit.address,
        RetirementCertificate: deployed.certificates.address,
        PermanenceMonitor: deployed.monitor.address,
        BufferPool: deployed.bufferPool.address,
        Stakes: deployed.stakes.address,
        Disputes: deployed.disputes.address,
        Scorecards: deployed.scorecards.address,
      },
      deployBlock: firstBlock,
    };
  } finally {
    await connection.close();
  }
};
