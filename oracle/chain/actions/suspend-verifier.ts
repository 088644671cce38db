import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Ends a verifier's accreditation. What it signed before stays accepted. Guardian only. */
export const suspendVerifier = (verifier: Address): Action<{ readonly verifier: Address }> =>
  action({
    contract: "VerifierRegistry",
    functionName: "suspend",
    args: [verifier],
    happened: (logs) => ({ verifier: eventOf(logs, "VerifierRegistry", "VerifierSuspended").verifier }),
  });
