import { createPublicClient, formatEther, http, isAddressEqual, zeroAddress } from "viem";
import type { Address } from "viem";

import { loadSigner, refuseDevelopmentKey } from "../../oracle/chain/signer.ts";
import type { Signer } from "../../oracle/chain/signer.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { isBegun } from "./journal.ts";

/** Gas of all 21 transactions of a deployment, measured and rounded up (test/scripts/deploy.test.ts holds it to that). */
export const DEPLOYMENT_GAS = 30_000_000n;

export type Rehearsal = {
  readonly chainId: number;
  readonly signer: Signer;
  /** Names this chain and governor: chains made anew under an old id differ by their first block. */
  readonly journal: string;
};

const refuseGovernor = (governor: Address, rule: string): never => {
  throw new SixfoldError({ code: "DEPLOY_GOVERNOR", failure: "usage", field: "--governor", value: governor, rule });
};

/**
 * Looks at everything that can be known before the first transaction.
 * @throws SixfoldError `CHAIN_RPC_UNREACHABLE`, `CHAIN_DEVELOPMENT_KEY`, or what the key's source ends with;
 *   SixfoldError `DEPLOY_CHAIN_ID`, `DEPLOY_GOVERNOR`, `DEPLOY_FUNDS`.
 */
export const rehearse = async ({
  rpcUrl,
  key,
  governor,
  expectedChainId,
}: {
  readonly rpcUrl: string;
  readonly key: string;
  readonly governor: Address;
  readonly expectedChainId?: number | undefined;
}): Promise<Rehearsal> => {
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1 }) });
  const chainId = await onChain("rpc", () => client.getChainId());
  if (expectedChainId !== undefined && chainId !== expectedChainId)
    throw new SixfoldError({
      code: "DEPLOY_CHAIN_ID",
      failure: "usage",
      field: "--chain-id",
      value: chainId,
      rule: `the RPC endpoint serves chain ${expectedChainId}`,
    });
  const signer = loadSigner(key, chainId);
  refuseDevelopmentKey(governor, chainId, "--governor");
  if (isAddressEqual(governor, zeroAddress)) refuseGovernor(governor, "somebody can sign for the governor's address");
  if (isAddressEqual(governor, signer.address))
    refuseGovernor(governor, "another address than the deployer's, which gives every role up in the end");
  const [genesis, balance, { maxFeePerGas }] = await onChain("rpc", () =>
    Promise.all([
      client.getBlock({ blockNumber: 0n }),
      client.getBalance({ address: signer.address }),
      client.estimateFeesPerGas(),
    ]),
  );
  const journal = `chain-${chainId}-${(genesis.hash ?? "").slice(2, 10)}-${governor.toLowerCase()}`;
  // What is left of a deployment that was begun costs less, and nobody knows how much less.
  const needed = isBegun(journal) ? 1n : DEPLOYMENT_GAS * maxFeePerGas;
  if (balance < needed)
    throw new SixfoldError({
      code: "DEPLOY_FUNDS",
      failure: "check",
      field: "--key",
      value: `${signer.address} holds ${formatEther(balance)} ether`,
      rule: `the deployer holds ${formatEther(needed)} ether: ${DEPLOYMENT_GAS} gas at the present fee`,
    });
  return { chainId, signer, journal };
};
