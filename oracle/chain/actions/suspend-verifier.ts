import type { Address } from "viem";

import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** Ends a verifier's accreditation. What it signed before stays accepted. */
export const suspendVerifier = (verifier: Address): GovernedAction<{ readonly verifier: Address }> => ({
  action: action({
    contract: "VerifierRegistry",
    functionName: "suspend",
    args: [verifier],
    happened: (logs) => ({ verifier: eventOf(logs, "VerifierRegistry", "VerifierSuspended").verifier }),
  }),
  inForce: async ({ contracts: { verifiers } }) =>
    (await onChain("verifier", () => verifiers.read.accreditation([verifier])))[0] === 0,
});
