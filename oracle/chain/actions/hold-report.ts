import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type HeldReport = {
  readonly reportId: Hex;
  /** Unix seconds: the end of its longer challenge window. */
  readonly issuableAt: number;
};

/** Makes a report's open challenge window longer, once. Guardian only. */
export const holdReport = (reportId: Hex): Action<HeldReport> =>
  action({
    contract: "VerificationOracle",
    functionName: "hold",
    args: [reportId],
    happened: (logs) => ({
      reportId,
      issuableAt: eventOf(logs, "VerificationOracle", "ReportHeld").issuableAt,
    }),
  });
