import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";
import type { Log } from "../fold/log.ts";

type ConfirmArgs = Args<"PermanenceMonitor", "confirm">;

export type ConfirmedAlert = {
  readonly alertId: Hex;
  /** What the alert adds to the losses of its project, kg. */
  readonly countedKg: bigint;
};

const confirmed = (logs: readonly Log[]): ConfirmedAlert => {
  const { alertId, countedKg } = eventOf(logs, "PermanenceMonitor", "AlertConfirmed");
  return { alertId, countedKg };
};

/** Confirms a loss by a quorum, whether its alert was opened before or not. Anyone may. */
export const confirmAlert = (alert: ConfirmArgs[0], operators: ConfirmArgs[1]): Action<ConfirmedAlert> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "confirm",
    args: [alert, operators],
    happened: confirmed,
    foreseen: (alertId) => ({ alertId }),
  });

/** Confirms an open alert that nobody resolved by its deadline. Anyone may. */
export const confirmBySilence = (alert: ConfirmArgs[0]): Action<ConfirmedAlert> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "confirmBySilence",
    args: [alert],
    happened: confirmed,
    foreseen: (alertId) => ({ alertId }),
  });
