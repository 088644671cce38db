import { encodeAbiParameters, encodeFunctionData, keccak256 } from "viem";
import type { Address, Hex } from "viem";

import { chainTime } from "../chain-time.ts";
import type { Chain } from "../connect.ts";
import { onChain } from "../errors.ts";
import type { Action } from "./action.ts";
import { announce, makeAnnounced } from "./announce.ts";
import type { Announced } from "./announce.ts";
import { callOf } from "./perform.ts";
import type { Writer, Written } from "./perform.ts";

/** An action that only the governor may take, and only after it was public for the delay. */
export type GovernedAction<T> = {
  readonly action: Action<T>;
  /** Whether the chain stands as the action would leave it, so that there is nothing to do. */
  readonly inForce: (chain: Chain) => Promise<boolean>;
};

/** How far a governed action has come. Times are Unix seconds of the chain's clock. */
export type Advance<T> =
  | { readonly state: "in force" }
  | { readonly state: "announced"; readonly written: Written<Announced> }
  | { readonly state: "waiting"; readonly readyAt: number }
  | { readonly state: "made"; readonly written: Written<T> };

/** The AccessManager's name of a call by a caller (`hashOperation`). */
export const operationId = (caller: Address, target: Address, data: Hex): Hex =>
  keccak256(encodeAbiParameters([{ type: "address" }, { type: "address" }, { type: "bytes" }], [caller, target, data]));

/**
 * Takes a governed action one step further: announces it if it is not announced or its announcement has expired, makes
 * it if it is due, and sends nothing if it is not due yet or already in force. Safe to repeat.
 * Whoever announces it must make it.
 * @throws SixfoldError with the decoded error when the manager or the action's contract refuses.
 */
export const advance = async <T>(
  { chain, address, write }: Writer,
  { action, inForce }: GovernedAction<T>,
): Promise<Advance<T>> => {
  if (await inForce(chain)) return { state: "in force" };
  const call = callOf(chain.deployment, action);
  const managed = { target: call.address, data: encodeFunctionData(call) };
  const operation = operationId(address, managed.target, managed.data);
  // Zero when there is no announcement, and when it has expired.
  const readyAt = await onChain("schedule", () => chain.contracts.manager.read.getSchedule([operation]));
  if (readyAt === 0) return { state: "announced", written: await write(announce(managed)) };
  if ((await chainTime(chain)) < readyAt) return { state: "waiting", readyAt };
  return { state: "made", written: await write(makeAnnounced(managed, action)) };
};

/** When an action that is not made yet may be; undefined for all others. */
export const readyAtOf = (step: Advance<unknown>): number | undefined =>
  step.state === "waiting" ? step.readyAt : step.state === "announced" ? step.written.result.readyAt : undefined;

/**
 * Announces actions, lets the public delay pass once for all of them, then makes them in order.
 * @param waitUntil waits for the given chain time, in Unix seconds.
 */
export const govern = async (
  governor: Writer,
  actions: readonly GovernedAction<unknown>[],
  waitUntil: (seconds: number) => Promise<void>,
): Promise<readonly Advance<unknown>[]> => {
  let readyAt = 0;
  for (const governed of actions) readyAt = Math.max(readyAt, readyAtOf(await advance(governor, governed)) ?? 0);
  await waitUntil(readyAt);
  const made: Advance<unknown>[] = [];
  for (const governed of actions) made.push(await advance(governor, governed));
  return made;
};
