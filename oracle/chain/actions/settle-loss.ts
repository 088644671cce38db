import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** What one settlement came to, in kg. */
export type Settled = {
  /** Cancelled from the project's own part of the buffer. */
  readonly ownKg: bigint;
  /** Cancelled from the pool's other projects'. */
  readonly sharedKg: bigint;
  readonly deficitKg: bigint;
};

/**
 * Meets a confirmed loss from the buffer. Anyone may.
 * @param maxBatches how many batches are looked at: what one transaction can take; repeated, it goes on.
 */
export const settleLoss = (projectId: bigint, maxBatches: number): Action<Settled> =>
  action({
    contract: "BufferPool",
    functionName: "settle",
    args: [projectId, BigInt(maxBatches)],
    happened: (logs) => {
      const { ownKg, sharedKg, deficitKg } = eventOf(logs, "BufferPool", "LossSettled");
      return { ownKg, sharedKg, deficitKg };
    },
  });
