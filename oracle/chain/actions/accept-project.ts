import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type AcceptedProject = { readonly owner: Address; readonly developer: number };

/** Takes over a project that was offered to the caller, which is an account of a developer. */
export const acceptProject = (projectId: bigint): Action<AcceptedProject> =>
  action({
    contract: "ProjectRegistry",
    functionName: "accept",
    args: [projectId],
    happened: (logs) => {
      const { owner, developer } = eventOf(logs, "ProjectRegistry", "ProjectAccepted");
      return { owner, developer };
    },
  });
