import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type UsedNonce = { readonly holder: Address; readonly nonce: bigint };

/** Makes void what the caller signed with a nonce. */
export const useNonce = (nonce: bigint): Action<UsedNonce> =>
  action({
    contract: "CarbonCredit",
    functionName: "useNonce",
    args: [nonce],
    happened: (logs) => eventOf(logs, "CarbonCredit", "NonceUsed"),
  });
