import { decodeFunctionData } from "viem";
import type { Abi, Address, Hex } from "viem";

import * as abis from "../../contracts/abi/index.ts";
import { AttestError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { chainTime, managerOf } from "./govern.ts";
import { readLogs } from "./read-logs.ts";
import type { Call } from "./send.ts";

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

const keyOf = ({ operationId, nonce }: { readonly operationId: Hex; readonly nonce: number }): string =>
  `${operationId}:${nonce}`;

/** Every announcement there ever was, oldest first, out of the AccessManager's logs. */
export const readAnnouncements = async (chain: Chain): Promise<readonly Announcement[]> => {
  const manager = managerOf(chain);
  const contract = "AccessManager";
  const [scheduled, executed, cancelled, life, now] = await Promise.all([
    readLogs(chain, { contract, events: ["OperationScheduled"] }),
    readLogs(chain, { contract, events: ["OperationExecuted"] }),
    readLogs(chain, { contract, events: ["OperationCanceled"] }),
    onChain("expiration", () => chain.client.readContract({ ...manager, functionName: "expiration" })),
    chainTime(chain),
  ]);
  const made = new Set(executed.map(({ args }) => keyOf(args)));
  const withdrawn = new Set(cancelled.map(({ args }) => keyOf(args)));
  return scheduled.map(({ args }) => {
    const { operationId, nonce, schedule, caller, target, data } = args;
    const expiresAt = schedule + life;
    const standing = now < schedule ? "waiting" : now < expiresAt ? "due" : "expired";
    const key = keyOf(args);
    const state = made.has(key) ? "made" : withdrawn.has(key) ? "cancelled" : standing;
    return { operationId, nonce, caller, target, data, readyAt: schedule, expiresAt, state };
  });
};

/**
 * The call that withdraws an announcement.
 * @throws AttestError `ATTEST_NOT_ANNOUNCED` (check) when it is not waiting or due.
 */
export const cancelCall = async (chain: Chain, operationId: Hex): Promise<Call> => {
  const open = (await readAnnouncements(chain)).find(
    (announcement) => announcement.operationId === operationId && ["waiting", "due"].includes(announcement.state),
  );
  if (open === undefined)
    throw new AttestError({
      code: "ATTEST_NOT_ANNOUNCED",
      failure: "check",
      field: "operationId",
      value: operationId,
      rule: "the call is announced, and neither made, cancelled nor expired",
    });
  return { ...managerOf(chain), functionName: "cancel", args: [open.caller, open.target, open.data] };
};

const abiOf = ({ deployment: { contracts } }: Chain, target: Address): Abi => {
  const at: readonly (readonly [Address, Abi])[] = [
    [contracts.AccessManager, abis.accessManagerAbi],
    [contracts.MethodologyRegistry, abis.methodologyRegistryAbi],
    [contracts.VerifierRegistry, abis.verifierRegistryAbi],
    [contracts.ProjectRegistry, abis.projectRegistryAbi],
    [contracts.VerificationOracle, abis.verificationOracleAbi],
  ];
  return at.find(([address]) => address === target)?.[1] ?? [];
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
