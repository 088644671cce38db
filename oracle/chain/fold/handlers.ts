import { SixfoldError } from "../../core/errors.ts";
import type { ContractName, EventName, Log, LogOf } from "./log.ts";
import type { Draft } from "./draft.ts";

/** What each event of a contract changes. An event that the ABI gains has to be added here before anything compiles. */
export type Handlers<C extends ContractName> = {
  readonly [E in EventName<C>]: (draft: Draft, log: LogOf<C, E>) => void;
};

/** For events that say nothing which the registry keeps. */
export const ignore = (): void => undefined;

/** The logs before this one do not lead to it: some were left out, or it is no log of these contracts. */
export const inconsistent = (log: Log, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_LOGS_INCONSISTENT",
    failure: "check",
    field: `block ${log.blockNumber}, log ${log.logIndex}: ${log.contract}.${log.eventName}`,
    value,
    rule,
  });

/** @throws SixfoldError `CHAIN_LOGS_INCONSISTENT` when no earlier log told of the record. */
export const known = <K, V>(log: Log, table: ReadonlyMap<K, V>, key: K, what: string): V => {
  const value = table.get(key);
  if (value === undefined) throw inconsistent(log, key, `an earlier log tells of the ${what}`);
  return value;
};

/** Checks that a contract which counts from 1 gives the next number. */
export const requireNext = (log: Log, given: number | bigint, before: number): void => {
  if (BigInt(given) !== BigInt(before) + 1n) throw inconsistent(log, given, `the number after ${before}`);
};
