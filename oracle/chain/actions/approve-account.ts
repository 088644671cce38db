import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type Approval = { readonly account: Address; readonly approved: boolean };

/** Lets another account transfer and retire all credits of the caller, or no longer. */
export const approveAccount = ({ account, approved }: Approval): Action<Approval> =>
  action({
    contract: "CarbonCredit",
    functionName: "setApprovalForAll",
    args: [account, approved],
    happened: (logs) => {
      const { operator, approved: now } = eventOf(logs, "CarbonCredit", "ApprovalForAll");
      return { account: operator, approved: now };
    },
  });
