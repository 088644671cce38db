import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type ClosedMethodology = { readonly methodologyId: number };

/** Has a methodology take no new projects, for good. Those that are active go on. */
export const closeMethodology = (id: number): GovernedAction<ClosedMethodology> => ({
  action: action({
    contract: "MethodologyRegistry",
    functionName: "close",
    args: [id],
    happened: (logs) => ({ methodologyId: eventOf(logs, "MethodologyRegistry", "MethodologyClosed").methodologyId }),
  }),
  inForce: ({ contracts: { methodologies } }) =>
    onChain("methodologyId", async () => {
      // It may be announced before it is proposed.
      if ((await methodologies.read.count()) < id) return false;
      return (await methodologies.read.terms([id])).closed;
    }),
});
