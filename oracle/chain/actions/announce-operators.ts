import { getAddress } from "viem";
import type { Address } from "viem";

import { SixfoldError } from "../../core/errors.ts";
import { readOperators } from "../operator-sets.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** The set to come, and from when on it may take effect, Unix seconds. The first of all does at once. */
export type AnnouncedOperators = { readonly epoch: number; readonly effectiveAt: number };

/**
 * Announces who shall sign and how many of them must, in place of what was announced before.
 * @throws SixfoldError `CHAIN_QUORUM` (usage) when the quorum is not more than half and at most all of the operators.
 */
export const announceOperators = (named: readonly Address[], quorum: number): GovernedAction<AnnouncedOperators> => {
  // The contract wants them strictly ascending; it answers them with their checksums.
  const operators = [...new Set(named.map((address) => getAddress(address)))].sort((a, b) =>
    BigInt(a) < BigInt(b) ? -1 : 1,
  );
  if (2 * quorum <= operators.length || quorum > operators.length)
    throw new SixfoldError({
      code: "CHAIN_QUORUM",
      failure: "usage",
      field: "quorum",
      value: quorum,
      rule: `more than half and at most all of the different operators, ${operators.length}`,
    });
  return {
    action: action({
      contract: "OperatorRegistry",
      functionName: "announce",
      args: [operators, quorum],
      happened: (logs) => {
        const { epoch, effectiveAt } = eventOf(logs, "OperatorRegistry", "OperatorsAnnounced");
        return { epoch, effectiveAt };
      },
    }),
    inForce: async (chain) => {
      const { current, announced } = await readOperators(chain);
      return [current, announced].some((set) => set?.quorum === quorum && set.operators.join() === operators.join());
    },
  };
};

/** Withdraws the set that is announced. */
export const cancelOperators = (): GovernedAction<{ readonly epoch: number }> => ({
  action: action({
    contract: "OperatorRegistry",
    functionName: "cancel",
    args: [],
    happened: (logs) => ({ epoch: eventOf(logs, "OperatorRegistry", "OperatorsCancelled").epoch }),
  }),
  inForce: async (chain) => (await readOperators(chain)).announced === undefined,
});
