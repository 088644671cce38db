import type { Address } from "viem";

import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type AssignedAccount = { readonly developer: number; readonly account: Address };

/** Lets an account act for a developer: it may register projects, and signs for none of the developer's. */
export const assignAccount = ({ developer, account }: AssignedAccount): GovernedAction<AssignedAccount> => ({
  action: action({
    contract: "DeveloperRegistry",
    functionName: "assign",
    args: [developer, account],
    happened: (logs) => {
      const assigned = eventOf(logs, "DeveloperRegistry", "DeveloperAccountAssigned");
      return { developer: assigned.developer, account: assigned.account };
    },
  }),
  inForce: async ({ contracts: { developers } }) =>
    (await onChain("account", () => developers.read.developerOf([account]))) === developer,
});

/** Lets an account act for its developer no more. It stays tied to it, and owner of what it owns. */
export const dismissAccount = (account: Address): GovernedAction<AssignedAccount> => ({
  action: action({
    contract: "DeveloperRegistry",
    functionName: "dismiss",
    args: [account],
    happened: (logs) => {
      const dismissed = eventOf(logs, "DeveloperRegistry", "DeveloperAccountDismissed");
      return { developer: dismissed.developer, account: dismissed.account };
    },
  }),
  inForce: async ({ contracts: { developers } }) =>
    (await onChain("account", () => developers.read.developerOf([account]))) === 0,
});
