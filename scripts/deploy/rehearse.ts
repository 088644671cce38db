import { createPublicClient, formatEther, http, isAddressEqual, zeroAddress } from "viem";
import type { Address } from "viem";

import { loadSigner, refuseDevelopmentKey } from "../../oracle/chain/signer.ts";
import type { Signer } from "../../oracle/chain/signer.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { SixfoldError, misnamed } from "../../oracle/core/errors.ts";
import { isBegun } from "./journal.ts";
import { ROLE_NAMES } from "./roles.ts";
import type { Roles } from "./roles.ts";

/** Gas of all 28 transactions of a deployment, measured and rounded up (test/scripts/deploy.test.ts holds it to that). */
export const DEPLOYMENT_GAS = 50_000_000n;

export type Rehearsal = {
  readonly chainId: number;
  readonly signer: Signer;
  /** Names this chain and governor: chains made anew under an old id differ by their first block. */
  readonly journal: string;
};

/** Each role is held by an account of its own that somebody can sign for. */
const requireRoles = (roles: Roles, deployer: Address, chainId: number): void => {
  for (const role of ROLE_NAMES) {
    const address = roles[role];
    const refuse = (rule: string): never => {
      throw misnamed("DEPLOY_ROLE", `--${role}`, address, rule);
    };
    refuseDevelopmentKey(address, chainId, `--${role}`);
    if (isAddressEqual(address, zeroAddress)) refuse(`somebody can sign for the ${role}'s address`);
    if (isAddressEqual(address, deployer))
      refuse("another address than the deployer's, which holds no role in the end");
    const same = ROLE_NAMES.find((other) => other !== role && isAddressEqual(roles[other], address));
    if (same !== undefined) refuse(`another address than the ${same}'s: each limits the others`);
  }
};

/**
 * Looks at everything that can be known before the first transaction.
 * @throws SixfoldError `CHAIN_RPC_UNREACHABLE`, `CHAIN_DEVELOPMENT_KEY`, or what the key's source ends with;
 *   SixfoldError `DEPLOY_CHAIN_ID`, `DEPLOY_ROLE`, `DEPLOY_FUNDS`.
 */
export const rehearse = async ({
  rpcUrl,
  key,
  roles,
  expectedChainId,
}: {
  readonly rpcUrl: string;
  readonly key: string;
  readonly roles: Roles;
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
  requireRoles(roles, signer.address, chainId);
  const [genesis, balance, { maxFeePerGas }] = await onChain("rpc", () =>
    Promise.all([
      client.getBlock({ blockNumber: 0n }),
      client.getBalance({ address: signer.address }),
      client.estimateFeesPerGas(),
    ]),
  );
  const journal = `chain-${chainId}-${(genesis.hash ?? "").slice(2, 10)}-${roles.governor.toLowerCase()}`;
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
