import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** The set that statements name from now on, and how many sets there have been. */
export type EnactedOperators = { readonly operatorSet: Hex; readonly epoch: number };

/** Lets the announced operators take effect, once their delay is over. Anyone may. */
export const enactOperators = (): Action<EnactedOperators> =>
  action({
    contract: "OperatorRegistry",
    functionName: "enact",
    args: [],
    happened: (logs) => {
      const { operatorSet, epoch } = eventOf(logs, "OperatorRegistry", "OperatorsEnacted");
      return { operatorSet, epoch };
    },
  });
