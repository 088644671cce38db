import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** `ProjectStatus.Withdrawn` of Project.sol. */
const WITHDRAWN = 4;

/** Ends an active project that was never credited: its validation was false, and its ground is free again. */
export const revokeProject = (projectId: bigint): GovernedAction<{ readonly projectId: bigint }> => ({
  action: action({
    contract: "ProjectRegistry",
    functionName: "revoke",
    args: [projectId],
    happened: (logs) => ({ projectId: eventOf(logs, "ProjectRegistry", "ProjectRevoked").projectId }),
  }),
  inForce: async ({ contracts: { projects } }) =>
    (await onChain("projectId", () => projects.read.terms([projectId]))).status === WITHDRAWN,
});
