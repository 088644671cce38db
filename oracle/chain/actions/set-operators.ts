import { getAddress } from "viem";
import type { Address, Hex } from "viem";

import { SixfoldError } from "../../core/errors.ts";
import { onChain } from "../errors.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** The set that reports name from now on, and how many sets there have been. */
export type OperatorSet = { readonly operatorSet: Hex; readonly epoch: number };

/**
 * Replaces the operators and how many of them must sign.
 * @throws SixfoldError `CHAIN_QUORUM` (usage) when the quorum is not 1 to the number of operators.
 */
export const setOperators = (named: readonly Address[], quorum: number): GovernedAction<OperatorSet> => {
  // The contract wants them strictly ascending; it answers them with their checksums.
  const operators = [...new Set(named.map((address) => getAddress(address)))].sort((a, b) =>
    BigInt(a) < BigInt(b) ? -1 : 1,
  );
  if (quorum < 1 || quorum > operators.length)
    throw new SixfoldError({
      code: "CHAIN_QUORUM",
      failure: "usage",
      field: "quorum",
      value: quorum,
      rule: `from 1 to the number of different operators, ${operators.length}`,
    });
  return {
    action: action({
      contract: "VerificationOracle",
      functionName: "setOperators",
      args: [operators, quorum],
      happened: (logs) => {
        const { operatorSet, epoch } = eventOf(logs, "VerificationOracle", "OperatorsChanged");
        return { operatorSet, epoch };
      },
    }),
    inForce: async ({ contracts: { oracle } }) => {
      const [current, needed] = await onChain("operators", () =>
        Promise.all([oracle.read.operators(), oracle.read.quorum()]),
      );
      return needed === quorum && current.join() === operators.join();
    },
  };
};
