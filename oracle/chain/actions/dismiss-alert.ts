import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type DismissArgs = Args<"PermanenceMonitor", "dismiss">;

export type DismissedAlert = {
  readonly alertId: Hex;
  readonly observationId: Hex;
  /** Until when its opener opens no alert for this project, Unix seconds. */
  readonly restsUntil: number;
};

/** Dismisses an open alert by an observation of a quorum that covers its span. Anyone may. */
export const dismissAlert = (
  alert: DismissArgs[0],
  observation: DismissArgs[1],
  operators: DismissArgs[2],
): Action<DismissedAlert> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "dismiss",
    args: [alert, observation, operators],
    happened: (logs) => {
      const { alertId, observationId, restsUntil } = eventOf(logs, "PermanenceMonitor", "AlertDismissed");
      return { alertId, observationId, restsUntil };
    },
    foreseen: (observationId) => ({ observationId }),
  });
