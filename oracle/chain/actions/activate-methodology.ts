import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type ActivatedMethodology = { readonly methodologyId: number };

/** Makes a proposed methodology usable, and with that immutable. */
export const activateMethodology = (id: number): GovernedAction<ActivatedMethodology> => ({
  action: action({
    contract: "MethodologyRegistry",
    functionName: "activate",
    args: [id],
    happened: (logs) => ({ methodologyId: eventOf(logs, "MethodologyRegistry", "MethodologyActivated").methodologyId }),
  }),
  inForce: ({ contracts: { methodologies } }) =>
    onChain("methodologyId", async () => {
      // It may be announced before it is proposed.
      if ((await methodologies.read.count()) < id) return false;
      return (await methodologies.read.terms([id])).active;
    }),
});
