import type { Address } from "viem";

import type { Log } from "../fold/log.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** `Purpose` of `Retirement.sol`, in its order. */
export const PURPOSES = ["voluntary", "compliance", "corsia", "other"] as const;

export type Lot = { readonly batchId: bigint; readonly amountKg: bigint };

export type Retirement = {
  readonly purpose: (typeof PURPOSES)[number];
  /** Gets the certificate. */
  readonly recipient: Address;
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

/** What comes of any way of retiring. */
export const retired = {
  happened: (logs: readonly Log[]): RetiredCredits => {
    const { certificateId, lots } = eventOf(logs, "CarbonCredit", "CreditsRetired");
    return { certificateId, lots };
  },
  foreseen: (certificateId: bigint) => ({ certificateId }),
};

/** Batches and amounts as the contract asks for them: strictly ascending (ICarbonCredit.retireMany). */
export const ascendingLots = (
  lots: readonly Lot[],
): { readonly batchIds: readonly bigint[]; readonly amountsKg: readonly bigint[] } => {
  const ascending = lots.toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1));
  return {
    batchIds: ascending.map(({ batchId }) => batchId),
    amountsKg: ascending.map(({ amountKg }) => amountKg),
  };
};

/** A retirement as the contract takes it. */
export const stated = ({ purpose, ...words }: Retirement) => ({ ...words, purpose: PURPOSES.indexOf(purpose) });

/**
 * Uses up the caller's own credits for good, all lots on one certificate.
 * @param lots from 1 to 64, each of another batch.
 */
export const retireCredits = (lots: readonly Lot[], retirement: Retirement): Action<RetiredCredits> => {
  const [first, ...others] = lots;
  if (first !== undefined && others.length === 0)
    return action({
      contract: "CarbonCredit",
      functionName: "retire",
      args: [first.batchId, first.amountKg, stated(retirement)],
      ...retired,
    });
  const { batchIds, amountsKg } = ascendingLots(lots);
  return action({
    contract: "CarbonCredit",
    functionName: "retireMany",
    args: [batchIds, amountsKg, stated(retirement)],
    ...retired,
  });
};
