import { createPublicClient, defineChain, getContract, http } from "viem";
import type { Chain as ViemChain, GetContractReturnType, HttpTransport, PublicClient } from "viem";

import {
  carbonCreditAbi,
  groundRegistryAbi,
  methodologyRegistryAbi,
  projectRegistryAbi,
  retirementCertificateAbi,
  verificationOracleAbi,
  verifierRegistryAbi,
} from "../../contracts/abi/index.ts";
import { AttestError } from "../errors.ts";
import type { Deployment } from "./deployment.ts";
import { chainError } from "./errors.ts";

type Client = PublicClient<HttpTransport, ViemChain>;
type Reader<Abi extends readonly unknown[]> = GetContractReturnType<Abi, Client>;

/** One deployment of Sixfold seen through one RPC endpoint. */
export type Chain = {
  readonly chainId: number;
  readonly client: Client;
  readonly deployment: Deployment;
  readonly contracts: {
    readonly methodologies: Reader<typeof methodologyRegistryAbi>;
    readonly verifiers: Reader<typeof verifierRegistryAbi>;
    readonly projects: Reader<typeof projectRegistryAbi>;
    readonly ground: Reader<typeof groundRegistryAbi>;
    readonly oracle: Reader<typeof verificationOracleAbi>;
    readonly credits: Reader<typeof carbonCreditAbi>;
    readonly certificates: Reader<typeof retirementCertificateAbi>;
  };
};

const REQUEST_TIMEOUT_MS = 15_000;
const POLL_MS = 250;

const getContracts = (client: Client, { contracts }: Deployment): Chain["contracts"] => ({
  methodologies: getContract({ address: contracts.MethodologyRegistry, abi: methodologyRegistryAbi, client }),
  verifiers: getContract({ address: contracts.VerifierRegistry, abi: verifierRegistryAbi, client }),
  projects: getContract({ address: contracts.ProjectRegistry, abi: projectRegistryAbi, client }),
  ground: getContract({ address: contracts.GroundRegistry, abi: groundRegistryAbi, client }),
  oracle: getContract({ address: contracts.VerificationOracle, abi: verificationOracleAbi, client }),
  credits: getContract({ address: contracts.CarbonCredit, abi: carbonCreditAbi, client }),
  certificates: getContract({ address: contracts.RetirementCertificate, abi: retirementCertificateAbi, client }),
});

/**
 * Connects to an RPC endpoint and checks that it serves the deployment's chain and contracts.
 * @param rpcUrl overrides the deployment's own.
 * @throws AttestError `ATTEST_RPC_UNREACHABLE` (infrastructure), `ATTEST_CHAIN_ID` (usage) when the endpoint serves
 *   another chain, `ATTEST_NOT_DEPLOYED` (usage) when no contract stands at the oracle's address.
 */
export const connect = async ({
  rpcUrl,
  expectedChainId,
  deployment,
}: {
  readonly rpcUrl?: string | undefined;
  readonly expectedChainId?: number | undefined;
  readonly deployment: Deployment;
}): Promise<Chain> => {
  const url = rpcUrl ?? deployment.rpcUrl;
  if (url === undefined)
    throw new AttestError({
      code: "ATTEST_RPC_MISSING",
      failure: "usage",
      field: "rpc",
      value: undefined,
      rule: "an RPC URL is given, or the deployment file holds one",
    });
  const chainId = expectedChainId ?? deployment.chainId;
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const transport = http(url, { timeout: REQUEST_TIMEOUT_MS, retryCount: 1 });
  const client = createPublicClient({ chain, transport, pollingInterval: POLL_MS, cacheTime: 0 });
  const served = await client.getChainId().catch((error: unknown) => {
    throw chainError(error, "rpc");
  });
  if (served !== chainId || served !== deployment.chainId)
    throw new AttestError({
      code: "ATTEST_CHAIN_ID",
      failure: "usage",
      field: "chainId",
      value: served,
      rule: `the RPC endpoint serves chain ${served === chainId ? deployment.chainId : chainId}, the deployment's`,
    });
  const code = await client.getCode({ address: deployment.contracts.VerificationOracle }).catch((error: unknown) => {
    throw chainError(error, "rpc");
  });
  if (code === undefined)
    throw new AttestError({
      code: "ATTEST_NOT_DEPLOYED",
      failure: "usage",
      field: "deployment",
      value: deployment.contracts.VerificationOracle,
      rule: "a VerificationOracle stands at the address in the deployment file",
    });
  return { chainId, client, deployment, contracts: getContracts(client, deployment) };
};
