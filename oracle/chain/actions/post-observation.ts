import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type ObserveArgs = Args<"PermanenceMonitor", "observe">;

/** Posts an observation that a quorum signed: the project was looked at, and nothing was lost. Anyone may. */
export const postObservation = (
  observation: ObserveArgs[0],
  operators: ObserveArgs[1],
): Action<{ readonly observationId: Hex }> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "observe",
    args: [observation, operators],
    happened: (logs) => ({ observationId: eventOf(logs, "PermanenceMonitor", "ProjectObserved").observationId }),
    foreseen: (observationId) => ({ observationId }),
  });
