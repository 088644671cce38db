import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Offers a project to an account, in place of any before; the zero address takes the offer back. Owner only. */
export const offerProject = (projectId: bigint, to: Address): Action<{ readonly to: Address }> =>
  action({
    contract: "ProjectRegistry",
    functionName: "offer",
    args: [projectId, to],
    happened: (logs) => ({ to: eventOf(logs, "ProjectRegistry", "ProjectOffered").to }),
  });
