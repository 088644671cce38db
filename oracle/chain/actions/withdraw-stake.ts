import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Takes coin out of the caller's stake, once nothing that it signed can be struck any more. */
export const withdrawStake = (amountWei: bigint, to: Address): Action<{ readonly amountWei: bigint }> =>
  action({
    contract: "Stakes",
    functionName: "withdraw",
    args: [amountWei, to],
    happened: (logs) => ({ amountWei: eventOf(logs, "Stakes", "StakeWithdrawn").amount }),
  });
