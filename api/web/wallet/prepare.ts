import { encodeFunctionData } from "viem";
import type { Address, Hex } from "viem";

import type { Action } from "../../../oracle/chain/actions/action.ts";
import { callOf, perform, rehearse } from "../../../oracle/chain/actions/perform.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import { walletSender } from "../../../oracle/chain/wallet-sender.ts";
import type { Wallet } from "./open-wallet.ts";

/** What is on the chain, and a block that has it. */
export type Sent<T> = { readonly result: T; readonly transaction: Hex; readonly block: bigint };

/** The very transaction that a wallet will be asked to sign. */
export type Prepared<T> = {
  readonly to: Address;
  readonly functionName: string;
  readonly data: Hex;
  /** Wei that go with it. */
  readonly value: bigint;
  /** @throws SixfoldError as `walletSender` */
  readonly send: () => Promise<Sent<T>>;
};

/** An action as a wallet's transaction; it is not tried. */
export const prepared = <T>({ chain, address, provider }: Wallet, action: Action<T>): Prepared<T> => {
  const { address: to, abi, functionName, args } = callOf(chain.deployment, action);
  return {
    to,
    functionName,
    data: encodeFunctionData({ abi, functionName, args }),
    value: action.value,
    send: async () => {
      const { result, transaction } = await perform(walletSender(chain, provider, address), action);
      return { result, transaction, block: await onChain("block", () => chain.client.getBlockNumber()) };
    },
  };
};

/**
 * Tries an action against the chain as it is, and signs nothing.
 * @throws SixfoldError with the contract's custom error where it refuses.
 */
export const prepare = async <T>(wallet: Wallet, action: Action<T>): Promise<Prepared<T>> => {
  await rehearse(wallet.chain, wallet.address, action);
  return prepared(wallet, action);
};

/** What transactions would take as things stand, each by itself, and what that costs at today's price, in wei. */
export const gasOf = async (
  { chain: { client }, address }: Wallet,
  transactions: readonly Pick<Prepared<unknown>, "to" | "data" | "value">[],
): Promise<{ readonly gas: bigint; readonly wei: bigint }> =>
  onChain("gas", async () => {
    const [price, each] = await Promise.all([
      client.getGasPrice(),
      Promise.all(transactions.map(({ to, data, value }) => client.estimateGas({ account: address, to, data, value }))),
    ]);
    const gas = each.reduce((sum, one) => sum + one, 0n);
    return { gas, wei: gas * price };
  });
