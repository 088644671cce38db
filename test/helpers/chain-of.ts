import type { Chain } from "../../oracle/chain/connect.ts";
import type { Registry } from "./registry.ts";

/** The registry on the in-process node, as the oracle sees a deployment. */
export const chainOf = async ({ client, contracts }: Registry): Promise<Chain> => {
  const { credit, ...others } = contracts;
  const chainId = await client.getChainId();
  return {
    chainId,
    client,
    deployment: {
      chainId,
      deployBlock: 0,
      contracts: {
        AccessManager: others.manager.address,
        MethodologyRegistry: others.methodologies.address,
        OperatorRegistry: others.operators.address,
        VerifierRegistry: others.verifiers.address,
        DeveloperRegistry: others.developers.address,
        ProgrammeRegistry: others.programmes.address,
        ProjectRegistry: others.projects.address,
        GroundRegistry: others.ground.address,
        VerificationOracle: others.oracle.address,
        CarbonCredit: credit.address,
        RetirementCertificate: others.certificates.address,
        PermanenceMonitor: others.monitor.address,
        BufferPool: others.bufferPool.address,
        Stakes: others.stakes.address,
        Disputes: others.disputes.address,
        Scorecards: others.scorecards.address,
      },
    },
    contracts: { ...others, credits: credit },
  } as unknown as Chain;
};
