import type { Abi, AbiEvent, AbiParameter, Hex } from "viem";

import { ABIS } from "../../oracle/chain/fold/log.ts";
import type { ContractName, Log } from "../../oracle/chain/fold/log.ts";
import { refused } from "../../oracle/core/errors.ts";
import { plainJson } from "./plain.ts";

/** A log's row as it is written. */
export type LogRow = {
  readonly block_number: string;
  readonly log_index: number;
  readonly transaction_hash: Hex;
  readonly contract: string;
  readonly event: string;
  readonly project_id: string | null;
  readonly batch_id: string | null;
  readonly certificate_id: string | null;
  readonly statement_id: Hex | null;
  readonly args: string;
};

/** A log's row as it is read, with its block's hash. */
export type ReadLogRow = Omit<LogRow, "args"> & { readonly args: unknown; readonly block_hash: Hex };

type Args = Readonly<Record<string, unknown>>;

/** The number in an argument of that name. */
const numberIn = (args: Args, name: string): string | null => (typeof args[name] === "bigint" ? `${args[name]}` : null);

const statementIn = (args: Args): Hex | null => {
  const id = args["reportId"] ?? args["alertId"] ?? args["observationId"];
  return typeof id === "string" ? (id as Hex) : null;
};

export const logRow = ({ blockNumber, logIndex, transactionHash, contract, eventName, args }: Log): LogRow => ({
  block_number: `${blockNumber}`,
  log_index: logIndex,
  transaction_hash: transactionHash,
  contract,
  event: eventName,
  project_id: numberIn(args as Args, "projectId"),
  batch_id: numberIn(args as Args, "batchId"),
  certificate_id: numberIn(args as Args, "certificateId"),
  statement_id: statementIn(args as Args),
  args: plainJson(args),
});

/** Integers wider than this are bigints to viem. */
const WIDEST_NUMBER = 48;

/** The value of an ABI type out of its JSON. */
const revived = (parameter: AbiParameter, json: unknown): unknown => {
  const { type } = parameter;
  const array = /^(.*)\[\d*\]$/.exec(type);
  if (array !== null)
    return (json as readonly unknown[]).map((inner) => revived({ ...parameter, type: array[1]! }, inner));
  if ("components" in parameter)
    return Object.fromEntries(
      parameter.components.map((part) => [part.name, revived(part, (json as Record<string, unknown>)[part.name!])]),
    );
  const integer = /^u?int(\d+)$/.exec(type);
  return integer !== null && Number(integer[1]) > WIDEST_NUMBER ? BigInt(json as string) : json;
};

/**
 * The log of a row, equal to that which was written.
 * @throws SixfoldError `STORE_LOG_UNKNOWN` (check) for an event that this version's contracts do not have.
 */
export const logOf = (row: ReadLogRow): Log => {
  const abi: Abi | undefined = ABIS[row.contract as ContractName];
  const event = abi?.find((item): item is AbiEvent => item.type === "event" && item.name === row.event);
  if (event === undefined)
    throw refused(
      "STORE_LOG_UNKNOWN",
      "logs",
      `${row.contract}.${row.event}`,
      "an event of the deployment's contracts",
    );
  const json = row.args as Readonly<Record<string, unknown>>;
  return {
    contract: row.contract,
    eventName: row.event,
    args: Object.fromEntries(event.inputs.map((input) => [input.name, revived(input, json[input.name!])])),
    blockNumber: BigInt(row.block_number),
    blockHash: row.block_hash,
    logIndex: row.log_index,
    transactionHash: row.transaction_hash,
  } as unknown as Log;
};
