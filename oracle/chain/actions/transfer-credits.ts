import type { Address } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type Transfer = {
  /** The holder: the caller, or one who let the caller move credits. */
  readonly from: Address;
  readonly to: Address;
  readonly batchId: bigint;
  readonly amountKg: bigint;
};

/** Moves credits of one batch to another holder. */
export const transferCredits = ({ from, to, batchId, amountKg }: Transfer): Action<Transfer> =>
  action({
    contract: "CarbonCredit",
    functionName: "safeTransferFrom",
    args: [from, to, batchId, amountKg, "0x"],
    happened: (logs) => {
      const moved = eventOf(logs, "CarbonCredit", "TransferSingle");
      return { from: moved.from, to: moved.to, batchId: moved.id, amountKg: moved.value };
    },
  });
