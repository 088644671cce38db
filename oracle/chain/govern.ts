import { encodeAbiParameters, encodeFunctionData, keccak256 } from "viem";
import type { Address, Hex } from "viem";

import { accessManagerAbi } from "../../contracts/abi/index.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import type { Call } from "./send.ts";

/** A call that only the governor may make, and only after it was public for the delay. */
export type GovernedCall = {
  readonly call: Call;
  /** Whether the chain stands as the call would leave it, so that there is nothing to do. */
  readonly inForce: () => Promise<boolean>;
};

/** How far a governed call has come. Times are Unix seconds of the chain's clock. */
export type Advance<T> =
  | { readonly state: "in force" }
  | { readonly state: "announced"; readonly readyAt: number; readonly written: T }
  | { readonly state: "waiting"; readonly readyAt: number }
  | { readonly state: "made"; readonly written: T };

/** Sends a call, or rehearses it. */
export type Write<T> = (call: Call) => Promise<T>;

export const managerOf = (chain: Chain) => ({
  address: chain.deployment.contracts.AccessManager,
  abi: accessManagerAbi,
});

/** The AccessManager's name of a call by a caller (`hashOperation`). */
export const operationId = (caller: Address, target: Address, data: Hex): Hex =>
  keccak256(encodeAbiParameters([{ type: "address" }, { type: "address" }, { type: "bytes" }], [caller, target, data]));

/** The chain's clock: the time of its latest block, in Unix seconds. */
export const chainTime = async (chain: Chain): Promise<number> =>
  Number((await onChain("block", () => chain.client.getBlock())).timestamp);

/** Blocks come seconds apart on public chains, and the delay is days. */
const CLOCK_POLL_MS = 5_000;

/** Waits until the chain's clock shows a time, in Unix seconds. */
export const waitForChainTime = async (chain: Chain, seconds: number): Promise<void> => {
  while ((await chainTime(chain)) < seconds) await new Promise((resolve) => setTimeout(resolve, CLOCK_POLL_MS));
};

/**
 * Takes a governed call one step further: announces it if it is not announced or its announcement has expired, makes
 * it if it is due, and sends nothing if it is not due yet or already in force. Safe to repeat.
 * @param governor who announces and makes the call; both must be the same.
 * @throws AttestError with the decoded error when the manager or the call's target refuses.
 */
export const advance = async <T>(
  chain: Chain,
  governor: Address,
  { call, inForce }: GovernedCall,
  write: Write<T>,
): Promise<Advance<T>> => {
  if (await inForce()) return { state: "in force" };
  const manager = managerOf(chain);
  const data = encodeFunctionData(call);
  const operation = operationId(governor, call.address, data);
  // Zero when there is no announcement, and when it has expired.
  const readSchedule = (): Promise<number> =>
    onChain("schedule", () =>
      chain.client.readContract({ ...manager, functionName: "getSchedule", args: [operation] }),
    );
  const announcedFor = await readSchedule();
  if (announcedFor === 0) {
    const written = await write({ ...manager, functionName: "schedule", args: [call.address, data, 0] });
    return { state: "announced", readyAt: await readSchedule(), written };
  }
  if ((await chainTime(chain)) < announcedFor) return { state: "waiting", readyAt: announcedFor };
  return {
    state: "made",
    written: await write({ ...manager, functionName: "execute", args: [call.address, data] }),
  };
};

/**
 * Announces calls, lets the public delay pass once for all of them, then makes them in order.
 * @param waitUntil waits for the given chain time, in Unix seconds.
 */
export const govern = async <T>(
  chain: Chain,
  governor: Address,
  calls: readonly GovernedCall[],
  write: Write<T>,
  waitUntil: (seconds: number) => Promise<void>,
): Promise<readonly Advance<T>[]> => {
  let readyAt = 0;
  for (const call of calls) {
    const step = await advance(chain, governor, call, write);
    if ("readyAt" in step) readyAt = Math.max(readyAt, step.readyAt);
  }
  await waitUntil(readyAt);
  const made: Advance<T>[] = [];
  for (const call of calls) made.push(await advance(chain, governor, call, write));
  return made;
};
