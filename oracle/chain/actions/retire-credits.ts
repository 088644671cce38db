import type { Log } from "../fold/log.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** `Purpose` of `Retirement.sol`, in its order. */
export const PURPOSES = ["voluntary", "compliance", "corsia", "other"] as const;

export type Lot = { readonly batchId: bigint; readonly amountKg: bigint };

export type Retirement = {
  readonly purpose: (typeof PURPOSES)[number];
  /** On whose behalf, 1 to 128 bytes. */
  readonly beneficiary: string;
  /** A line for the certificate, at most 280 bytes. */
  readonly message: string;
};

export type RetiredCredits = {
  readonly certificateId: bigint;
  /** Serials of a lot run from `serialStart`, `amountKg` of them. */
  readonly lots: readonly (Lot & { readonly serialStart: bigint })[];
};

const outcome = {
  happened: (logs: readonly Log[]): RetiredCredits => {
    const { certificateId, lots } = eventOf(logs, "CarbonCredit", "CreditsRetired");
    return { certificateId, lots };
  },
  foreseen: (certificateId: bigint) => ({ certificateId }),
};

/**
 * Uses up the caller's own credits for good, all lots on one certificate.
 * @param lots from 1 to 64, each of another batch.
 */
export const retireCredits = (lots: readonly Lot[], retirement: Retirement): Action<RetiredCredits> => {
  const stated = { ...retirement, purpose: PURPOSES.indexOf(retirement.purpose) };
  const [first, ...others] = lots;
  if (first !== undefined && others.length === 0)
    return action({
      contract: "CarbonCredit",
      functionName: "retire",
      args: [first.batchId, first.amountKg, stated],
      ...outcome,
    });
  // The contract asks for strictly ascending batches (ICarbonCredit.retireMany).
  const ascending = lots.toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1));
  return action({
    contract: "CarbonCredit",
    functionName: "retireMany",
    args: [ascending.map(({ batchId }) => batchId), ascending.map(({ amountKg }) => amountKg), stated],
    ...outcome,
  });
};
