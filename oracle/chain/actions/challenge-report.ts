import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type Challenged = {
  readonly challengeId: Hex;
  /** Unix seconds; from then on silence strikes the report. */
  readonly deadline: number;
};

/**
 * Challenges a report in its window. Anyone may who sends the bond.
 * @param evidence sha2-256 digest of the counter-evidence's CID.
 * @param bondWei what `Disputes.bondFor` asks.
 */
export const challengeReport = (reportId: Hex, evidence: Hex, bondWei: bigint): Action<Challenged> =>
  action({
    contract: "Disputes",
    functionName: "challenge",
    args: [reportId, evidence],
    value: bondWei,
    happened: (logs) => {
      const { challengeId, deadline } = eventOf(logs, "Disputes", "ReportChallenged");
      return { challengeId, deadline };
    },
    foreseen: (challengeId) => ({ challengeId }),
  });
