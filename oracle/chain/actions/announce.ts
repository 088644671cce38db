import type { Address, Hex } from "viem";

import { SixfoldError } from "../../core/errors.ts";
import { readAnnouncements } from "../announcements.ts";
import type { Chain } from "../connect.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** A call of another contract, as the AccessManager is told of it. */
export type ManagedCall = { readonly target: Address; readonly data: Hex };

export type Announced = {
  readonly operationId: Hex;
  /** From when on it may be made, Unix seconds. */
  readonly readyAt: number;
};

/** Announces a governed call, to be made once it was public for the delay. */
export const announce = ({ target, data }: ManagedCall): Action<Announced> =>
  action({
    contract: "AccessManager",
    functionName: "schedule",
    // Zero: as soon as the delay allows.
    args: [target, data, 0],
    happened: (logs) => {
      const { operationId, schedule } = eventOf(logs, "AccessManager", "OperationScheduled");
      return { operationId, readyAt: schedule };
    },
    foreseen: ([operationId]) => ({ operationId }),
  });

/** Makes an announced call; what came of it is what its action tells. */
export const makeAnnounced = <T>({ target, data }: ManagedCall, { happened }: Action<T>): Action<T> =>
  action({ contract: "AccessManager", functionName: "execute", args: [target, data], happened });

/**
 * Withdraws an announcement.
 * @throws SixfoldError `CHAIN_NOT_ANNOUNCED` (check) when it is not waiting or due.
 */
export const cancelAnnounced = async (
  chain: Chain,
  operationId: Hex,
): Promise<Action<{ readonly operationId: Hex }>> => {
  const open = (await readAnnouncements(chain)).find(
    (announcement) => announcement.operationId === operationId && ["waiting", "due"].includes(announcement.state),
  );
  if (open === undefined)
    throw new SixfoldError({
      code: "CHAIN_NOT_ANNOUNCED",
      failure: "check",
      field: "operationId",
      value: operationId,
      rule: "the call is announced, and neither made, cancelled nor expired",
    });
  return action({
    contract: "AccessManager",
    functionName: "cancel",
    args: [open.caller, open.target, open.data],
    happened: (logs) => ({ operationId: eventOf(logs, "AccessManager", "OperationCanceled").operationId }),
  });
};
