import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Cancels the caller's own credits to make a project's deficit good. Anyone may who holds some. */
export const makeGood = (projectId: bigint, batchId: bigint, amountKg: bigint): Action<{ readonly amountKg: bigint }> =>
  action({
    contract: "BufferPool",
    functionName: "makeGood",
    args: [projectId, batchId, amountKg],
    happened: (logs) => ({ amountKg: eventOf(logs, "BufferPool", "DeficitMadeGood").amountKg }),
  });
