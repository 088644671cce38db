import { decodeEventLog, getAddress, isHex, size, toEventSelector } from "viem";
import type { AbiEvent, Address, Hex } from "viem";
import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import type { Deployment } from "./deployment.ts";
import { ABIS } from "./fold/log.ts";
import type { ContractName, Log } from "./fold/log.ts";

const hex = z.custom<Hex>((value) => isHex(value), "hexadecimal digits after 0x");
const word = hex.refine((value) => size(value) === 32, "32 bytes");
const quantity = hex.transform((value, context) => {
  if (value !== "0x") return BigInt(value);
  context.addIssue("a number");
  return z.NEVER;
});

/** What `eth_getLogs` answers for each log (execution-apis, `Log`); fields that nothing here reads are left out. */
const rawLog = z.object({
  address: hex.refine((value) => size(value) === 20, "20 bytes"),
  topics: z.array(word).max(4),
  data: hex,
  blockNumber: quantity,
  blockHash: word,
  logIndex: quantity.transform(Number),
  transactionHash: word,
  /** True in answers about a block that was replaced. */
  removed: z.boolean().optional(),
});

/** A log as an endpoint serves it, checked for its form only. */
export type RawLog = z.infer<typeof rawLog>;

const rawLogs = z.array(rawLog);

/** @throws SixfoldError `CHAIN_LOG_MALFORMED` (infrastructure) naming the first field that breaks a rule. */
export const parseRawLogs = (answer: unknown): readonly RawLog[] =>
  parsedBy(
    rawLogs,
    answer,
    ({ pointer, ...fault }) =>
      new SixfoldError({
        code: "CHAIN_LOG_MALFORMED",
        failure: "infrastructure",
        field: `eth_getLogs${pointer}`,
        ...fault,
      }),
  );

/** Looked up by selector, since viem would hash every event of the ABI again for each log. */
const EVENTS = new Map<string, ReadonlyMap<Hex, AbiEvent>>(
  Object.entries(ABIS).map(([contract, abi]) => [
    contract,
    new Map(abi.filter((item) => item.type === "event").map((event) => [toEventSelector(event), event])),
  ]),
);

const refuse = (log: RawLog, field: string, value: unknown, rule: string, cause?: unknown): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_LOG_UNKNOWN",
    failure: "check",
    field: `block ${log.blockNumber}, log ${log.logIndex}: ${field}`,
    value,
    rule,
    cause,
  });

/**
 * Decodes logs of a deployment, strictly: an event that the contract's ABI does not have, or that has other topics or
 * too little data, is an error, since whoever left it out would not know what it says.
 * @throws SixfoldError `CHAIN_LOG_UNKNOWN` (check) naming the log.
 */
export const logDecoder = ({ contracts }: Deployment): ((log: RawLog) => Log) => {
  const nameOf = new Map(Object.entries(contracts).map(([name, address]) => [address, name as ContractName]));
  return (log) => {
    const { topics, data, blockNumber, blockHash, logIndex, transactionHash } = log;
    const address: Address = getAddress(log.address);
    const contract = nameOf.get(address);
    if (contract === undefined) throw refuse(log, "address", address, "a contract of the deployment emits the log");
    const [selector, ...indexed] = topics;
    const event = selector === undefined ? undefined : EVENTS.get(contract)?.get(selector);
    if (event === undefined) throw refuse(log, "topics", topics, `an event that the ABI of ${contract} has`);
    if (indexed.length !== event.inputs.filter((input) => input.indexed).length)
      throw refuse(log, "topics", topics, `one topic for each indexed argument of ${event.name}`);
    try {
      const { args } = decodeEventLog({ abi: [event], topics: [selector!, ...indexed], data, strict: true });
      return { contract, eventName: event.name, args, blockNumber, blockHash, logIndex, transactionHash } as Log;
    } catch (cause) {
      throw refuse(log, "data", data, `the arguments of ${event.name}`, cause);
    }
  };
};
