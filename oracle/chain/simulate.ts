import type { Address, TransactionReceipt } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import type { Call } from "./sender.ts";

/**
 * Runs a call against the latest state, or that of a block, and answers what it would return. Sends nothing.
 * @throws SixfoldError with the decoded custom error when the contract refuses; infrastructure errors otherwise.
 */
export const simulate = async (chain: Chain, from: Address, call: Call, blockNumber?: bigint): Promise<unknown> =>
  onChain(call.functionName, async () => {
    const at = blockNumber === undefined ? {} : { blockNumber };
    const { result } = await chain.client.simulateContract({ ...call, ...at, account: from });
    return result as unknown;
  });

/**
 * A receipt of a transaction that did what it was sent for.
 * @throws SixfoldError with the decoded custom error, or `CHAIN_REVERTED` (check), when it reverted.
 */
export const requireSuccess = async (
  chain: Chain,
  from: Address,
  call: Call,
  receipt: TransactionReceipt,
): Promise<TransactionReceipt> => {
  if (receipt.status === "success") return receipt;
  // Run again at the block it failed in, to learn why.
  await simulate(chain, from, call, receipt.blockNumber);
  throw new SixfoldError({
    code: "CHAIN_REVERTED",
    failure: "check",
    field: call.functionName,
    value: receipt.transactionHash,
    rule: "the transaction succeeds",
  });
};
