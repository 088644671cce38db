import { encodeFunctionData } from "viem";
import type { Abi, Address, Hex } from "viem";

import { accessManagerAbi } from "../contracts/abi/index.ts";
import type { Signer } from "../oracle/attest/signer.ts";
import type { Chain } from "../oracle/chain/connect.ts";
import { send } from "../oracle/chain/send.ts";

export type GovernedCall = {
  readonly target: Address;
  readonly abi: Abi;
  readonly functionName: string;
  readonly args: readonly unknown[];
};

/**
 * Announces calls through the AccessManager, lets the public delay pass, then makes them in order.
 * @param waitUntil waits for the given chain time, in Unix seconds; a local chain may move its clock.
 */
export const govern = async (
  chain: Chain,
  governor: Signer,
  calls: readonly GovernedCall[],
  waitUntil: (seconds: number) => Promise<void>,
): Promise<void> => {
  const manager = { address: chain.deployment.contracts.AccessManager, abi: accessManagerAbi };
  const scheduled: { readonly target: Address; readonly data: Hex }[] = [];
  let readyAt = 0;
  for (const { target, ...call } of calls) {
    const data = encodeFunctionData(call);
    await send(chain, governor, { ...manager, functionName: "schedule", args: [target, data, 0] });
    const operation = await chain.client.readContract({
      ...manager,
      functionName: "hashOperation",
      args: [governor.address, target, data],
    });
    readyAt = Math.max(
      readyAt,
      await chain.client.readContract({ ...manager, functionName: "getSchedule", args: [operation] }),
    );
    scheduled.push({ target, data });
  }
  await waitUntil(readyAt);
  for (const { target, data } of scheduled)
    await send(chain, governor, { ...manager, functionName: "execute", args: [target, data] });
};
