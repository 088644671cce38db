import { ChainMismatchError, UserRejectedRequestError, createWalletClient, custom } from "viem";
import type { Address, EIP1193Provider, Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { causeOf, chainError, onChain } from "./errors.ts";
import type { Call, Sender } from "./sender.ts";
import { requireSuccess, simulate } from "./simulate.ts";

const refusal = (error: unknown, { functionName }: Call, { chainId }: Chain): SixfoldError | undefined => {
  if (causeOf(error, UserRejectedRequestError) !== undefined)
    return new SixfoldError({
      code: "CHAIN_WALLET_REFUSED",
      failure: "check",
      field: functionName,
      value: "refused",
      rule: "the wallet's owner agrees to send it",
      cause: error,
    });
  const mismatch = causeOf(error, ChainMismatchError);
  return mismatch === undefined
    ? undefined
    : new SixfoldError({
        code: "CHAIN_WALLET_NETWORK",
        failure: "usage",
        field: "wallet",
        value: mismatch.shortMessage,
        rule: `the wallet is on chain ${chainId}`,
        cause: error,
      });
};

/**
 * Sends through a wallet that keeps its own key and asks its owner (EIP-1193), such as a browser's. Nonce and fees are
 * the wallet's; a transaction that its owner sped up counts as sent, one that was cancelled does not.
 * @param confirmations blocks that must stand, the transaction's own included, before it counts as done.
 * @throws from `send`: SixfoldError `CHAIN_WALLET_REFUSED` (check), `CHAIN_WALLET_NETWORK` (usage),
 *   `CHAIN_WALLET_REPLACED` (check); the decoded custom error when the contract refuses.
 */
export const walletSender = (
  chain: Chain,
  provider: EIP1193Provider,
  address: Address,
  { confirmations = 1 }: { readonly confirmations?: number } = {},
): Sender => {
  const wallet = createWalletClient({ account: address, chain: chain.client.chain, transport: custom(provider) });
  return {
    chain,
    address,
    send: async (call) => {
      await simulate(chain, address, call);
      const hash = await wallet.writeContract(call).catch((error: unknown) => {
        throw refusal(error, call, chain) ?? chainError(error, call.functionName);
      });
      let replacedBy: Hex | undefined;
      const receipt = await onChain(call.functionName, () =>
        chain.client.waitForTransactionReceipt({
          hash,
          confirmations,
          onReplaced: ({ reason, transaction }) => {
            if (reason !== "repriced") replacedBy = transaction.hash;
          },
        }),
      );
      if (replacedBy !== undefined)
        throw new SixfoldError({
          code: "CHAIN_WALLET_REPLACED",
          failure: "check",
          field: call.functionName,
          value: replacedBy,
          rule: "the wallet's owner does not put another transaction in its place",
        });
      return requireSuccess(chain, address, call, receipt);
    },
  };
};
