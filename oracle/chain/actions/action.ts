import type { ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from "viem";

import { SixfoldError } from "../../core/errors.ts";
import type { ABIS } from "../fold/log.ts";
import type { ContractName, EventName, Log, LogOf } from "../fold/log.ts";

type Abi<C extends ContractName> = (typeof ABIS)[C];
type Verb<C extends ContractName> = ContractFunctionName<Abi<C>, "nonpayable" | "payable">;

/** Arguments of a contract's function. */
export type Args<C extends ContractName, F extends Verb<C>> = ContractFunctionArgs<Abi<C>, "nonpayable" | "payable", F>;

/** A write to one contract of a deployment, as a value: it knows no chain, no key and no wallet. */
export type Action<T> = {
  readonly contract: ContractName;
  readonly functionName: string;
  readonly args: readonly unknown[];
  /** Wei sent along. */
  readonly value: bigint;
  /** What came of it, out of the logs that the deployment's contracts left in its receipt. */
  readonly happened: (logs: readonly Log[]) => T;
  /** What of that a rehearsal tells, out of what the function would return. */
  readonly foreseen: (returned: unknown) => Partial<T>;
};

/** Describes an action by its contract's ABI. */
export const action = <C extends ContractName, F extends Verb<C>, T>(description: {
  readonly contract: C;
  readonly functionName: F;
  readonly args: Args<C, F>;
  readonly value?: bigint;
  readonly happened: (logs: readonly Log[]) => T;
  readonly foreseen?: (returned: ContractFunctionReturnType<Abi<C>, "nonpayable" | "payable", F>) => Partial<T>;
}): Action<T> => {
  const { contract, functionName, args, value = 0n, happened, foreseen = () => ({}) } = description;
  return {
    contract,
    functionName,
    args: args as readonly unknown[],
    value,
    happened,
    // What comes back was decoded by the same ABI.
    foreseen: foreseen as Action<T>["foreseen"],
  };
};

/** The arguments of each of a contract's events of one name, in order. */
export const eventsOf = <C extends ContractName, E extends EventName<C>>(
  logs: readonly Log[],
  contract: C,
  eventName: E,
): readonly LogOf<C, E>["args"][] =>
  (logs as readonly LogOf<C, E>[])
    .filter((log) => log.contract === contract && log.eventName === eventName)
    .map(({ args }) => args);

/**
 * The arguments of the first of a contract's events of one name.
 * @throws SixfoldError `CHAIN_EVENT_MISSING` (check) when the endpoint's receipt does not have what the call must leave.
 */
export const eventOf = <C extends ContractName, E extends EventName<C>>(
  logs: readonly Log[],
  contract: C,
  eventName: E,
): LogOf<C, E>["args"] => {
  const [first] = eventsOf(logs, contract, eventName);
  if (first !== undefined) return first;
  throw new SixfoldError({
    code: "CHAIN_EVENT_MISSING",
    failure: "check",
    field: "receipt",
    value: logs.map((log) => `${log.contract}.${log.eventName}`),
    rule: `the receipt that the RPC endpoint serves has ${contract}.${eventName}`,
  });
};
