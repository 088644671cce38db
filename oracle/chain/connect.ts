import { createPublicClient, defineChain, getContract, http } from "viem";
import type { Chain as ViemChain, GetContractReturnType, PublicClient, Transport } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Deployment } from "./deployment.ts";
import { chainError } from "./errors.ts";
import { ABIS } from "./fold/log.ts";
import type { ContractName } from "./fold/log.ts";

type Client = PublicClient<Transport, ViemChain>;
type Reader<C extends ContractName> = GetContractReturnType<(typeof ABIS)[C], Client>;

/** One deployment of Sixfold seen through one RPC endpoint. */
export type Chain = {
  readonly chainId: number;
  readonly client: Client;
  readonly deployment: Deployment;
  readonly contracts: {
    readonly manager: Reader<"AccessManager">;
    readonly methodologies: Reader<"MethodologyRegistry">;
    readonly operators: Reader<"OperatorRegistry">;
    readonly verifiers: Reader<"VerifierRegistry">;
    readonly developers: Reader<"DeveloperRegistry">;
    readonly programmes: Reader<"ProgrammeRegistry">;
    readonly projects: Reader<"ProjectRegistry">;
    readonly ground: Reader<"GroundRegistry">;
    readonly oracle: Reader<"VerificationOracle">;
    readonly credits: Reader<"CarbonCredit">;
    readonly certificates: Reader<"RetirementCertificate">;
    readonly monitor: Reader<"PermanenceMonitor">;
    readonly bufferPool: Reader<"BufferPool">;
    readonly stakes: Reader<"Stakes">;
    readonly disputes: Reader<"Disputes">;
    readonly scorecards: Reader<"Scorecards">;
  };
};

const REQUEST_TIMEOUT_MS = 15_000;
const POLL_MS = 250;

const getContracts = (client: Client, { contracts }: Deployment): Chain["contracts"] => ({
  manager: getContract({ address: contracts.AccessManager, abi: ABIS.AccessManager, client }),
  methodologies: getContract({ address: contracts.MethodologyRegistry, abi: ABIS.MethodologyRegistry, client }),
  operators: getContract({ address: contracts.OperatorRegistry, abi: ABIS.OperatorRegistry, client }),
  verifiers: getContract({ address: contracts.VerifierRegistry, abi: ABIS.VerifierRegistry, client }),
  developers: getContract({ address: contracts.DeveloperRegistry, abi: ABIS.DeveloperRegistry, client }),
  programmes: getContract({ address: contracts.ProgrammeRegistry, abi: ABIS.ProgrammeRegistry, client }),
  projects: getContract({ address: contracts.ProjectRegistry, abi: ABIS.ProjectRegistry, client }),
  ground: getContract({ address: contracts.GroundRegistry, abi: ABIS.GroundRegistry, client }),
  oracle: getContract({ address: contracts.VerificationOracle, abi: ABIS.VerificationOracle, client }),
  credits: getContract({ address: contracts.CarbonCredit, abi: ABIS.CarbonCredit, client }),
  certificates: getContract({ address: contracts.RetirementCertificate, abi: ABIS.RetirementCertificate, client }),
  monitor: getContract({ address: contracts.PermanenceMonitor, abi: ABIS.PermanenceMonitor, client }),
  bufferPool: getContract({ address: contracts.BufferPool, abi: ABIS.BufferPool, client }),
  stakes: getContract({ address: contracts.Stakes, abi: ABIS.Stakes, client }),
  disputes: getContract({ address: contracts.Disputes, abi: ABIS.Disputes, client }),
  scorecards: getContract({ address: contracts.Scorecards, abi: ABIS.Scorecards, client }),
});

/**
 * Connects to an RPC endpoint and checks that it serves the deployment's chain and contracts.
 * @param rpcUrl overrides the deployment's own.
 * @param transport how the endpoint is asked where not over HTTP, such as through a wallet; no URL is needed then.
 * @throws SixfoldError `CHAIN_RPC_UNREACHABLE` (infrastructure), `CHAIN_ID` (usage) when the endpoint serves
 *   another chain, `CHAIN_NOT_DEPLOYED` (usage) when no contract stands at the oracle's address.
 */
export const connect = async ({
  rpcUrl,
  transport,
  expectedChainId,
  deployment,
}: {
  readonly rpcUrl?: string | undefined;
  readonly transport?: Transport | undefined;
  readonly expectedChainId?: number | undefined;
  readonly deployment: Deployment;
}): Promise<Chain> => {
  const url = rpcUrl ?? deployment.rpcUrl;
  if (url === undefined && transport === undefined)
    throw new SixfoldError({
      code: "CHAIN_RPC_MISSING",
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
    rpcUrls: { default: { http: url === undefined ? [] : [url] } },
  });
  const client: Client = createPublicClient({
    chain,
    transport: transport ?? http(url, { timeout: REQUEST_TIMEOUT_MS, retryCount: 1 }),
    pollingInterval: POLL_MS,
    cacheTime: 0,
  });
  const served = await client.getChainId().catch((error: unknown) => {
    throw chainError(error, "rpc");
  });
  if (served !== chainId || served !== deployment.chainId)
    throw new SixfoldError({
      code: "CHAIN_ID",
      failure: "usage",
      field: "chainId",
      value: served,
      rule: `the RPC endpoint serves chain ${served === chainId ? deployment.chainId : chainId}, the deployment's`,
    });
  const code = await client.getCode({ address: deployment.contracts.VerificationOracle }).catch((error: unknown) => {
    throw chainError(error, "rpc");
  });
  if (code === undefined)
    throw new SixfoldError({
      code: "CHAIN_NOT_DEPLOYED",
      failure: "usage",
      field: "deployment",
      value: deployment.contracts.VerificationOracle,
      rule: "a VerificationOracle stands at the address in the deployment file",
    });
  return { chainId, client, deployment, contracts: getContracts(client, deployment) };
};
