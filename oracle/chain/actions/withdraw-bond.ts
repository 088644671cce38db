import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Pays out the bonds that were returned to the caller. */
export const withdrawBond = (): Action<{ readonly amountWei: bigint }> =>
  action({
    contract: "GroundRegistry",
    functionName: "withdrawBond",
    args: [],
    happened: (logs) => ({ amountWei: eventOf(logs, "GroundRegistry", "BondWithdrawn").amount }),
  });
