import type { MethodologyTerms } from "../../core/services/common/terms.ts";
import { findMethodology, toMethodology } from "../methodology-terms.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type ProposedMethodology = { readonly methodologyId: number };

/** Puts a methodology before the public. It can not be used before it is active. */
export const proposeMethodology = (terms: MethodologyTerms): GovernedAction<ProposedMethodology> => ({
  action: action({
    contract: "MethodologyRegistry",
    functionName: "propose",
    args: [toMethodology(terms)],
    happened: (logs) => ({ methodologyId: eventOf(logs, "MethodologyRegistry", "MethodologyProposed").methodologyId }),
    foreseen: (methodologyId) => ({ methodologyId }),
  }),
  inForce: async (chain) => (await findMethodology(chain, terms)) !== undefined,
});
