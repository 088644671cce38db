import type { Address } from "viem";

import { action } from "./action.ts";
import type { Action } from "./action.ts";
import { ascendingLots, retired, stated } from "./retire-credits.ts";
import type { Lot, RetiredCredits, Retirement } from "./retire-credits.ts";

/** Retires the credits of a holder who approved the caller. The certificate goes to the holder or to whom it named. */
export const retireFrom = (holder: Address, lots: readonly Lot[], retirement: Retirement): Action<RetiredCredits> => {
  const { batchIds, amountsKg } = ascendingLots(lots);
  return action({
    contract: "CarbonCredit",
    functionName: "retireFrom",
    args: [holder, batchIds, amountsKg, stated(retirement)],
    ...retired,
  });
};
