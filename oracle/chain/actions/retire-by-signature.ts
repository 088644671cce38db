import type { Hex } from "viem";

import type { RetirementRequest } from "../../core/statements/retirement-request.ts";
import { action } from "./action.ts";
import type { Action } from "./action.ts";
import { retired } from "./retire-credits.ts";
import type { RetiredCredits } from "./retire-credits.ts";

/** What a holder asked for, with its signature. */
export type SignedRequest = { readonly statement: RetirementRequest; readonly signature: Hex };

/** Retires as a holder signed, once. Anyone may. */
export const retireBySignature = ({ statement, signature }: SignedRequest): Action<RetiredCredits> => {
  const { purpose, recipient, beneficiary, message, ...asked } = statement;
  return action({
    contract: "CarbonCredit",
    functionName: "retireBySignature",
    args: [{ ...asked, retirement: { purpose, recipient, beneficiary, message } }, signature],
    ...retired,
  });
};
