import { getAddress } from "viem";
import type { Address, Hex, TransactionReceipt } from "viem";

import { SixfoldError } from "../../core/errors.ts";
import type { Chain } from "../connect.ts";
import { logDecoder } from "../decode-log.ts";
import type { Deployment } from "../deployment.ts";
import { ABIS } from "../fold/log.ts";
import type { Log } from "../fold/log.ts";
import type { Call, Sender } from "../sender.ts";
import { simulate } from "../simulate.ts";
import type { Action } from "./action.ts";

/** An action that is on chain. */
export type Performed<T> = { readonly result: T; readonly transaction: Hex; readonly gasUsed: bigint };

/** An action that was only rehearsed. */
export type Rehearsed<T> = {
  readonly result: Partial<T>;
  readonly transaction: undefined;
  readonly gasUsed: undefined;
};

export type Written<T> = Performed<T> | Rehearsed<T>;

/** Somebody at a chain who does actions, or only rehearses them. */
export type Writer = {
  readonly chain: Chain;
  readonly address: Address;
  readonly write: <T>(action: Action<T>) => Promise<Written<T>>;
};

/** The call that an action is in one deployment. */
export const callOf = ({ contracts }: Deployment, { contract, functionName, args, value }: Action<unknown>): Call => ({
  address: contracts[contract],
  abi: ABIS[contract],
  functionName,
  args,
  value,
});

/** The logs of the deployment's contracts: wallets and receivers that are contracts leave logs of their own. */
const ownLogs = (deployment: Deployment, { logs }: TransactionReceipt): readonly Log[] => {
  const ours = new Set(Object.values(deployment.contracts));
  return logs.filter(({ address }) => ours.has(getAddress(address))).map(logDecoder(deployment));
};

/**
 * Does an action and tells what came of it.
 * @throws SixfoldError with the decoded custom error when a contract refuses; `CHAIN_EVENT_MISSING`,
 *   `CHAIN_LOG_UNKNOWN` (check), which name the transaction, when it stands but its receipt does not tell what came of
 *   it; infrastructure errors otherwise.
 */
export const perform = async <T>({ chain: { deployment }, send }: Sender, action: Action<T>): Promise<Performed<T>> => {
  const receipt = await send(callOf(deployment, action));
  const { transactionHash: transaction, gasUsed } = receipt;
  try {
    return { result: action.happened(ownLogs(deployment, receipt)), transaction, gasUsed };
  } catch (cause) {
    if (!(cause instanceof SixfoldError)) throw cause;
    const { code, failure, field, value, rule } = cause;
    throw new SixfoldError({ code, failure, field: `${field} of transaction ${transaction}`, value, rule, cause });
  }
};

/**
 * Runs an action against the latest state and sends nothing.
 * @throws SixfoldError as `perform`.
 */
export const rehearse = async <T>(chain: Chain, from: Address, action: Action<T>): Promise<Rehearsed<T>> => ({
  result: action.foreseen(await simulate(chain, from, callOf(chain.deployment, action))),
  transaction: undefined,
  gasUsed: undefined,
});

/** One who does what is asked. */
export const performer = (sender: Sender): Writer => ({
  chain: sender.chain,
  address: sender.address,
  write: (action) => perform(sender, action),
});

/** One who sends nothing. */
export const rehearser = (chain: Chain, address: Address): Writer => ({
  chain,
  address,
  write: (action) => rehearse(chain, address, action),
});

/**
 * Writes actions one after another. A rehearsal ends with the first: what follows needs it to be there.
 * @param onStep told before each of them.
 */
export const writeInOrder = async <T>(
  { write }: Writer,
  actions: readonly Action<T>[],
  onStep: (step: number, steps: number) => void = () => undefined,
): Promise<readonly Written<T>[]> => {
  const written: Written<T>[] = [];
  for (const action of actions) {
    onStep(written.length + 1, actions.length);
    const one = await write(action);
    written.push(one);
    if (one.transaction === undefined) break;
  }
  return written;
};
