import { formatEther } from "viem";
import type { Address } from "viem";

import { SixfoldError } from "../core/errors.ts";

/**
 * @param balance of the account, wei.
 * @param need the most that a call may cost it, wei: what goes with the call, and gas at the highest fee.
 * @throws SixfoldError `CHAIN_FUNDS` (usage) naming account, balance and need
 */
export const requireFunds = (field: string, account: Address, balance: bigint, need: bigint): void => {
  if (balance >= need) return;
  throw new SixfoldError({
    code: "CHAIN_FUNDS",
    failure: "usage",
    field,
    value: { account, balance: formatEther(balance), need: formatEther(need) },
    rule: "the account holds what the call may cost, in the chain's own coin: send it some, or name another key",
  });
};
