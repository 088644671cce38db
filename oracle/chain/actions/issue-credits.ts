import type { Address, Hex } from "viem";

import { action, eventOf, eventsOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Amounts in kg CO2e. */
export type IssuedCredits = {
  readonly batchId: bigint;
  /** The project's owner, who holds all but the buffered part. */
  readonly owner: Address;
  readonly issuedKg: bigint;
  readonly bufferedKg: bigint;
  /** What was lost of it before, and is cancelled at once. */
  readonly lostKg: bigint;
};

/** Issues an accepted report's net once its challenge window is over. Anyone may. */
export const issueCredits = (reportId: Hex): Action<IssuedCredits> =>
  action({
    contract: "CarbonCredit",
    functionName: "issue",
    args: [reportId],
    happened: (logs) => {
      const { batchId, owner, issuedKg, bufferedKg } = eventOf(logs, "CarbonCredit", "CreditsIssued");
      const lost = eventsOf(logs, "BufferPool", "LossMetAtIssue");
      return { batchId, owner, issuedKg, bufferedKg, lostKg: lost.reduce((sum, { lostKg }) => sum + lostKg, 0n) };
    },
    foreseen: (batchId) => ({ batchId }),
  });
