import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type CommittedToDesign = {
  /** From when on periods may start that are measured by it, Unix seconds; a draft's first counts for earlier ones too. */
  readonly committedAt: number;
};

/** Commits a project to a design. Its owner only. */
export const commitDesign = (projectId: bigint, digest: Hex): Action<CommittedToDesign> =>
  action({
    contract: "ProjectRegistry",
    functionName: "commitDesign",
    args: [projectId, digest],
    happened: (logs) => ({ committedAt: eventOf(logs, "ProjectRegistry", "DesignCommitted").committedAt }),
  });
