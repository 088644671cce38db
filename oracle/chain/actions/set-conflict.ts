import type { Address } from "viem";

import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type Conflict = { readonly verifier: Address; readonly developer: Address };

/** States that a verifier is tied to a developer, or that the tie has ended. */
export const setConflict = ({ verifier, developer }: Conflict, tied: boolean): GovernedAction<Conflict> => ({
  action: action({
    contract: "VerifierRegistry",
    functionName: tied ? "declareConflict" : "withdrawConflict",
    args: [verifier, developer],
    happened: (logs) => eventOf(logs, "VerifierRegistry", tied ? "ConflictDeclared" : "ConflictWithdrawn"),
  }),
  inForce: async ({ contracts: { verifiers } }) =>
    (await onChain("verifier", () => verifiers.read.hasConflict([verifier, developer]))) === tied,
});
