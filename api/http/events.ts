import { once } from "node:events";

import type { Response } from "express";
import type { Hex } from "viem";
import * as z from "zod";

import { misnamed, unreachable } from "../../oracle/core/errors.ts";
import { pause } from "../indexer/pause.ts";
import type { Head, Trx } from "../store/schema.ts";
import { instantOf } from "./fields.ts";
import { streamRoute } from "./route.ts";
import type { Stream } from "./route.ts";
import { withSnapshot } from "./snapshot.ts";

/** Clients of one process. Each holds a socket and no more while nothing happens. */
const MOST_CLIENTS = 1_000;
const HEARTBEAT_MS = 15_000;
/** Events read at once. */
const PAGE = 200;
/** Behind every log of a block: the greatest `integer` of SQL. */
const LAST_INDEX = 2 ** 31 - 1;

/** How far a client has heard. Before the first block there is no hash. */
type Heard = { readonly blockNumber: string; readonly logIndex: number; readonly blockHash: Hex | undefined };

const START: Heard = { blockNumber: "-1", logIndex: -1, blockHash: undefined };

const idOf = ({ blockNumber, logIndex, blockHash }: Heard): string =>
  blockHash === undefined ? "start" : `${blockNumber}-${logIndex}-${blockHash}`;

/** @throws SixfoldError `HTTP_EVENT_ID` (usage) */
const heardOf = (id: string): Heard => {
  if (id === "start") return START;
  const [, blockNumber, logIndex, blockHash] = /^(\d{1,20})-(\d{1,10})-(0x[0-9a-f]{64})$/.exec(id) ?? [];
  if (blockHash === undefined || Number(logIndex) > LAST_INDEX)
    throw misnamed("HTTP_EVENT_ID", "last-event-id", id, "the id of an event of this stream");
  return { blockNumber: blockNumber!, logIndex: Number(logIndex), blockHash: blockHash as Hex };
};

const endOfState = ({ state_number, state_hash }: Head): Heard =>
  /^0x0+$/.test(state_hash) ? START : { blockNumber: state_number, logIndex: LAST_INDEX, blockHash: state_hash };

/**
 * Where to go on for who heard up to a place: there, or behind the last block that stayed, where the place's block was
 * replaced since.
 * @throws SixfoldError `HTTP_EVENT_ID` (usage) for a block that this store never held.
 */
const standing = async (trx: Trx, heard: Heard): Promise<Heard> => {
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

const logsAfter = (trx: Trx, { blockNumber, logIndex }: Heard, project: string | undefined) =>
  trx
    .selectFrom("logs")
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple("logs.block_number", "logs.log_index"), ">", tuple(blockNumber, logIndex)),
    )
    .$if(project !== undefined, (query) => query.where("logs.project_id", "=", project!))
    .selectAll("logs")
    .select(["blocks.hash as block_hash", "blocks.timestamp as timestamp"])
    .orderBy("logs.block_number")
    .orderBy("logs.log_index")
    .limit(PAGE)
    .execute();

type Told = { readonly id: string; readonly event: string; readonly data: object };

const write = async (response: Response, { id, event, data }: Told): Promise<void> => {
  if (!response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
    await Promise.race([once(response, "drain"), once(response, "close")]);
};

/** What there is to tell after a place, and how far that leads. */
const listen = (db: Stream["db"], heard: Heard, project: string | undefined) =>
  withSnapshot(
    db,
    async ({
      trx,
      head,
    }): Promise<{ readonly told: readonly Told[]; readonly upTo: Heard; readonly more: boolean }> => {
      // prettier-ignore
      const from = await standing(trx, heard);
      const taken: Told[] =
      from === heard
        ? []
        : [{ id: idOf(from), event: "reorganised", data: { afterBlock: from.blockNumber === "-1" ? null : from.blockNumber } }]; // prettier-ignore
      const rows = await logsAfter(trx, from, project);
      const told = rows.map((row): Told => {
        const { block_number: blockNumber, log_index: logIndex, block_hash: blockHash } = row;
        return {
          id: idOf({ blockNumber, logIndex, blockHash }),
          event: row.event,
          data: {
            contract: row.contract,
            event: row.event,
            projectId: row.project_id,
            batchId: row.batch_id,
            args: row.args,
            block: blockNumber,
            blockHash,
            logIndex,
            transaction: row.transaction_hash,
            time: instantOf(row.timestamp),
          },
        };
      });
      const last = rows.at(-1);
      const more = rows.length === PAGE;
      const end = more
        ? { blockNumber: last!.block_number, logIndex: last!.log_index, blockHash: last!.block_hash }
        : endOfState(head);
      return { told: [...taken, ...told], upTo: end, more };
    },
  );

let clients = 0;

const open = async (first: Heard, project: string | undefined, { response, db, follower }: Stream) => {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  for (let heard = first; !gone.signal.aborted;) {
    // Made before the look: what moves during it is looked at next.
    const moved = new AbortController();
    const unlisten = follower.onMove(() => moved.abort());
    try {
      const { told, upTo, more } = await listen(db, heard, project);
      if (!response.headersSent)
        response.status(200).set({ "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" }).flushHeaders();
      for (const each of told) await write(response, each);
      heard = upTo;
      if (more) continue;
      await pause(HEARTBEAT_MS, AbortSignal.any([gone.signal, moved.signal]));
      if (!moved.signal.aborted && !gone.signal.aborted) response.write(": still here\n\n");
    } finally {
      unlisten();
    }
  }
};

/** Every log of the registry as it comes, in order, each once, and what reorganisations take back. */
export const eventsRoute = streamRoute({
  path: "/v1/events",
  tag: "events",
  summary: "Everything that happens, as server-sent events",
  description:
    "Each event is a log of the registry's contracts, named as in their ABI. Send `Last-Event-ID` to go on where a " +
    "connection broke off. An event `reorganised` takes back all that was told of blocks behind its `afterBlock`.",
  query: z.strictObject({
    from: z.enum(["now", "start"]).optional().meta({ description: "Where to begin without Last-Event-ID" }),
    project: z
      .string()
      .regex(/^\d{1,20}$/, "a project's number")
      .optional(),
  }),
  answer: z.string(),
  media: "text/event-stream",
  open: async ({ query: { from = "now", project } }, stream) => {
    if (clients >= MOST_CLIENTS)
      throw unreachable("HTTP_BUSY", "clients", clients, `at most ${MOST_CLIENTS} listen at a time`);
    const id = stream.request.get("last-event-id");
    const first =
      id !== undefined ? heardOf(id) : from === "start" ? START : await withSnapshot(stream.db, ({ head }) => Promise.resolve(endOfState(head))); // prettier-ignore
    clients += 1;
    try {
      await open(first, project, stream);
    } finally {
      clients -= 1;
    }
  },
});
