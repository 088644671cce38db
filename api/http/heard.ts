import type { Hex } from "viem";

import { misnamed } from "../../oracle/core/errors.ts";
import type { Head, Trx } from "../store/schema.ts";

/** Behind every log of a block: the greatest `integer` of SQL. */
const LAST_INDEX = 2 ** 31 - 1;

/** How far a client has heard. Before the first block there is no hash. */
export type Heard = { readonly blockNumber: string; readonly logIndex: number; readonly blockHash: Hex | undefined };

export const START: Heard = { blockNumber: "-1", logIndex: -1, blockHash: undefined };

/** A place as clients keep it. */
export const idOf = ({ blockNumber, logIndex, blockHash }: Heard): string =>
  blockHash === undefined ? "start" : `${blockNumber}-${logIndex}-${blockHash}`;

/** @throws SixfoldError `HTTP_EVENT_ID` (usage) */
export const heardOf = (id: string): Heard => {
  if (id === "start") return START;
  const [, blockNumber, logIndex, blockHash] = /^(\d{1,20})-(\d{1,10})-(0x[0-9a-f]{64})$/.exec(id) ?? [];
  if (blockHash === undefined || Number(logIndex) > LAST_INDEX)
    throw misnamed("HTTP_EVENT_ID", "last-event-id", id, "the id of an event of this stream");
  return { blockNumber: blockNumber!, logIndex: Number(logIndex), blockHash: blockHash as Hex };
};

/** Behind the last log of a state, and no further: an endpoint may tell the rest of its block later. */
export const endOfState = ({ state_number, state_hash, state_index }: Head): Heard =>
  /^0x0+$/.test(state_hash) ? START : { blockNumber: state_number, logIndex: state_index, blockHash: state_hash };

/**
 * Where to go on for who heard up to a place: there, or behind the last block that stayed, where the place's block was
 * replaced since.
 * @throws SixfoldError `HTTP_EVENT_ID` (usage) for a block that this store never held.
 */
export const standing = async (trx: Trx, heard: Heard): Promise<Heard> => {
  if (heard.blockHash === undefined) return heard;
  const block = await trx
    .selectFrom("blocks")
    .select("number")
    .where("hash", "=", heard.blockHash)
    .where("number", "=", heard.blockNumber)
    .executeTakeFirst();
  if (block !== undefined) return heard;
  const fork = await trx
    .selectFrom("replaced")
    .innerJoin("forks", (join) => join.onRef("forks.seq", ">=", "replaced.seq"))
    .select(({ fn }) => fn.min("forks.number").as("number"))
    .where("replaced.hash", "=", heard.blockHash)
    .executeTakeFirst();
  if (typeof fork?.number !== "string")
    throw misnamed("HTTP_EVENT_ID", "last-event-id", idOf(heard), "an event of a block that this server read");
  const stayed = await trx
    .selectFrom("blocks")
    .select(["number", "hash"])
    .where("number", "<=", fork.number)
    .orderBy("number", "desc")
    .executeTakeFirst();
  return stayed === undefined ? START : { blockNumber: stayed.number, logIndex: LAST_INDEX, blockHash: stayed.hash };
};
