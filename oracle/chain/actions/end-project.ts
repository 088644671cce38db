import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type EndedProject = { readonly projectId: bigint };

/** What ends a project, and the event that says so. */
const ENDINGS = {
  complete: "ProjectCompleted",
  withdraw: "ProjectWithdrawn",
  lapse: "ProjectLapsed",
} as const;

export type Ending = keyof typeof ENDINGS;

/**
 * Ends a project for good: an active one as planned (`complete`, its owner, or anyone a year after its crediting period)
 * or given up (`withdraw`, owner only), as `announceEnding` announced it, a draft given up (`withdraw`), or a draft past its expiry or a project that never earned
 * and was idle for too long marked as such (`lapse`, anyone). What it earned stays.
 */
export const endProject = (projectId: bigint, ending: Ending): Action<EndedProject> =>
  action({
    contract: "ProjectRegistry",
    functionName: ending,
    args: [projectId],
    happened: (logs) => ({ projectId: eventOf(logs, "ProjectRegistry", ENDINGS[ending]).projectId }),
  });
