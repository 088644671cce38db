import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type TransferAllowance = { readonly account: Address; readonly allowed: boolean };

/** Lets another account transfer all credits of the caller, or no longer. It can never retire them. */
export const allowTransfers = ({ account, allowed }: TransferAllowance): Action<TransferAllowance> =>
  action({
    contract: "CarbonCredit",
    functionName: "setApprovalForAll",
    args: [account, allowed],
    happened: (logs) => {
      const { operator, approved } = eventOf(logs, "CarbonCredit", "ApprovalForAll");
      return { account: operator, allowed: approved };
    },
  });
