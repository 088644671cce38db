import { decodeFunctionData } from "viem";
import type { Abi, Address, Hex } from "viem";

import { chainTime } from "./chain-time.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { ABIS } from "./fold/log.ts";
import type { ContractName } from "./fold/log.ts";
import { readLogs } from "./read-logs.ts";

/** One announced call. Times are Unix seconds. */
export type Announcement = {
  readonly operationId: Hex;
  /** How often the same call was announced before, and this time. */
  readonly nonce: number;
  readonly caller: Address;
  readonly target: Address;
  readonly data: Hex;
  /** First time at which it may be made. */
  readonly readyAt: number;
  /** From this time on it may no longer be made. */
  readonly expiresAt: number;
  readonly state: "waiting" | "due" | "made" | "cancelled" | "expired";
};

const keyOf = ({ operationId, nonce }: Pick<Announcement, "operationId" | "nonce">): string =>
  `${operationId}:${nonce}`;

/** Every announcement there ever was, oldest first, out of the AccessManager's logs. */
export const readAnnouncements = async (chain: Chain): Promise<readonly Announcement[]> => {
  const [logs, life, now] = await Promise.all([
    readLogs(chain, {
      contract: "AccessManager",
      events: ["OperationScheduled", "OperationExecuted", "OperationCanceled"],
    }),
    onChain("expiration", () => chain.contracts.manager.read.expiration()),
    chainTime(chain),
  ]);
  const announcements = new Map<string, Announcement>();
  for (const { eventName, args } of logs) {
    const key = keyOf(args);
    if (eventName === "OperationScheduled") {
      const { schedule, ...announced } = args;
      const expiresAt = schedule + life;
      const state = now < schedule ? "waiting" : now < expiresAt ? "due" : "expired";
      announcements.set(key, { ...announced, readyAt: schedule, expiresAt, state });
      continue;
    }
    const announced = announcements.get(key);
    if (announced !== undefined)
      announcements.set(key, { ...announced, state: eventName === "OperationExecuted" ? "made" : "cancelled" });
  }
  return [...announcements.values()];
};

const abiOf = ({ deployment: { contracts } }: Chain, target: Address): Abi => {
  const name = (Object.keys(contracts) as ContractName[]).find((each) => contracts[each] === target);
  return name === undefined ? [] : ABIS[name];
};

export type DecodedCall = { readonly functionName: string; readonly args: readonly unknown[] };

/** What an announced call would do; undefined when it is a function or a contract that is not Sixfold's. */
export const decodeCall = (
  chain: Chain,
  { target, data }: { readonly target: Address; readonly data: Hex },
): DecodedCall | undefined => {
  try {
    const { functionName, args } = decodeFunctionData({ abi: abiOf(chain, target), data });
    return { functionName, args: args ?? [] };
  } catch {
    return undefined;
  }
};
