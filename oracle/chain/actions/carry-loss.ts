import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** What a report's net loss came to, in kg. */
export type CountedLoss = {
  /** As the report states it, with its doubt added. */
  readonly lossKg: bigint;
  /** What it adds to the project's losses. */
  readonly countedKg: bigint;
};

/** Has the permanence monitor count a report's net loss, once the report can not be struck any more. Anyone may, once. */
export const carryLoss = (reportId: Hex): Action<CountedLoss> =>
  action({
    contract: "PermanenceMonitor",
    functionName: "carryLoss",
    args: [reportId],
    happened: (logs) => {
      const { lossKg, countedKg } = eventOf(logs, "PermanenceMonitor", "ReportedLossCounted");
      return { lossKg, countedKg };
    },
    foreseen: (countedKg) => ({ countedKg }),
  });
