import type { Address } from "viem";

import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type Tie = { readonly account: Address; readonly developer: number };

/** States that an account is tied to a developer, for whom it then signs nothing, or that the tie has ended. */
export const setTie = ({ account, developer }: Tie, tied: boolean): GovernedAction<Tie> => ({
  action: action({
    contract: "DeveloperRegistry",
    functionName: tied ? "declareTie" : "withdrawTie",
    args: [account, developer],
    happened: (logs) => eventOf(logs, "DeveloperRegistry", tied ? "TieDeclared" : "TieWithdrawn"),
  }),
  inForce: async ({ contracts: { developers } }) =>
    (await onChain("account", () => developers.read.isTied([account, developer]))) === tied,
});
