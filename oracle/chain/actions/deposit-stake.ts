import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Adds to what an account has at stake. Anyone may, for anyone. */
export const depositStake = (account: Address, amountWei: bigint): Action<{ readonly amountWei: bigint }> =>
  action({
    contract: "Stakes",
    functionName: "deposit",
    args: [account],
    value: amountWei,
    happened: (logs) => ({ amountWei: eventOf(logs, "Stakes", "StakeDeposited").amount }),
  });
