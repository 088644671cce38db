import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type NamedRecipient = { readonly holder: Address; readonly recipient: Address };

/** Names who else may get the certificates of what approved accounts retire for the caller; the zero address for nobody. */
export const nameRecipient = (recipient: Address): Action<NamedRecipient> =>
  action({
    contract: "CarbonCredit",
    functionName: "nameRecipient",
    args: [recipient],
    happened: (logs) => eventOf(logs, "CarbonCredit", "RecipientNamed"),
  });
