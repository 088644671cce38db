import {
  BaseError,
  ContractFunctionRevertedError,
  HttpRequestError,
  RpcRequestError,
  TimeoutError,
  decodeErrorResult,
  isHex,
} from "viem";
import type { AbiItem, Hex } from "viem";

import * as abis from "../../contracts/abi/index.ts";
import { SixfoldError } from "../core/errors.ts";
import { endpointOf, reasonOf } from "../system/system-fault.ts";

/** Every custom error of every contract, once: a call may revert with an error of a contract it calls. */
const errorAbi: readonly AbiItem[] = [
  ...new Map(
    (Object.values(abis) as readonly unknown[])
      .filter((abi): abi is readonly AbiItem[] => Array.isArray(abi))
      .flat()
      .filter((item) => item.type === "error")
      .map((item) => [JSON.stringify(item), item] as const),
  ).values(),
];

/** "VerificationOraclePeriodOverlap" -> "Verification oracle period overlap". */
const sentence = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

export type DecodedRevert = {
  /** Name of the custom error. */
  readonly name: string;
  /** Its arguments by name. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The error in words, with its values. */
  readonly text: string;
};

const showArgument = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}` : v));

/** Decodes revert data over all ABIs; undefined when it is none of our errors. */
export const decodeRevert = (data: Hex): DecodedRevert | undefined => {
  try {
    const { abiItem, args, errorName } = decodeErrorResult({ abi: errorAbi, data });
    const inputs = abiItem.type === "error" ? abiItem.inputs : [];
    const named = Object.fromEntries(
      ((args ?? []) as readonly unknown[]).map((value, index) => [inputs[index]?.name ?? String(index), value]),
    );
    const values = Object.entries(named).map(([name, value]) => `${name} ${showArgument(value)}`);
    return {
      name: errorName,
      args: named,
      text: values.length > 0 ? `${sentence(errorName)}: ${values.join(", ")}` : sentence(errorName),
    };
  } catch {
    return undefined;
  }
};

/** Nodes disagree on where they put revert data: anywhere in the chain of causes, as `data` or `data.data` or `raw`. */
const revertData = (error: unknown): Hex | undefined => {
  for (let cause: unknown = error; typeof cause === "object" && cause !== null;) {
    const { data, raw, cause: next } = cause as { data?: unknown; raw?: unknown; cause?: unknown };
    const inner = typeof data === "object" && data !== null ? (data as { data?: unknown }).data : undefined;
    const found = [raw, data, inner].find((candidate) => isHex(candidate) && candidate.length >= 10);
    if (found !== undefined) return found as Hex;
    cause = next;
  }
  return undefined;
};

/** The error of one class among those that led to this one. */
export const causeOf = <T extends Error>(error: unknown, kind: abstract new (...args: never[]) => T): T | undefined => {
  const found = error instanceof BaseError ? error.walk((cause) => cause instanceof kind) : undefined;
  return found instanceof kind ? found : undefined;
};

/** The endpoint without what may be its key, and why it gave no answer. */
const showUnanswered = (error: HttpRequestError | TimeoutError): string => {
  const status = error instanceof HttpRequestError ? error.status : undefined;
  const reason = error instanceof TimeoutError ? "ETIMEDOUT" : reasonOf(error);
  return `${endpointOf(error.url)}: ${status === undefined ? reason : `HTTP ${status}`}`;
};

const firstLine = (error: unknown): string =>
  error instanceof BaseError ? error.shortMessage : error instanceof Error ? error.message : String(error);

/**
 * Turns anything viem throws into a typed error with human text.
 * @param field what was attempted, e.g. `report` or `rpc`.
 */
export const chainError = (error: unknown, field: string): SixfoldError => {
  if (error instanceof SixfoldError) return error;
  const data = revertData(error);
  const revert = data === undefined ? undefined : decodeRevert(data);
  if (revert !== undefined)
    return new SixfoldError({
      code: `CHAIN_${revert.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}`,
      failure: "check",
      field,
      value: revert.args,
      rule: `the contract accepts it; it said: ${revert.text}`,
      cause: error,
    });
  const away = causeOf(error, HttpRequestError) ?? causeOf(error, TimeoutError);
  if (away !== undefined)
    return new SixfoldError({
      code: "CHAIN_RPC_UNREACHABLE",
      failure: "infrastructure",
      field: "rpc",
      value: showUnanswered(away),
      rule: "the RPC endpoint answers",
      cause: error,
    });
  const reverted = causeOf(error, ContractFunctionRevertedError) !== undefined;
  const rpc = causeOf(error, RpcRequestError);
  return new SixfoldError({
    code: reverted ? "CHAIN_REVERTED" : "CHAIN_RPC_FAILED",
    failure: reverted ? "check" : "infrastructure",
    field,
    value: rpc === undefined ? firstLine(error) : rpc.details,
    rule: reverted ? "the contract accepts it" : "the RPC endpoint does what it is asked",
    cause: error,
  });
};

/** Runs a chain call; whatever it throws becomes a typed error about `field`. */
export const onChain = async <T>(field: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    throw chainError(error, field);
  }
};
