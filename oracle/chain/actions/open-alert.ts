import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type OpenArgs = Args<"PermanenceMonitor", "open">;

export type OpenedAlert = {
  readonly alertId: Hex;
  /** Unix seconds; from then on silence confirms it. */
  readonly deadline: number;
};

/** Opens an alert by one operator's signature: the project issues nothing until it is resolved. Anyone may. */
export const openAlert = (alert: OpenArgs[0], operator: OpenArgs[1]): Action<OpenedAlert> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "open",
    args: [alert, operator],
    happened: (logs) => {
      const { alertId, deadline } = eventOf(logs, "PermanenceMonitor", "AlertOpened");
      return { alertId, deadline };
    },
    foreseen: (alertId) => ({ alertId }),
  });
