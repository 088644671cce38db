import { LRUCache } from "lru-cache";

import { unreachable } from "../../oracle/core/errors.ts";
import type { Follower } from "../indexer/follow.ts";
import type { Db, Trx } from "../store/schema.ts";
import { instantOf } from "./fields.ts";
import { endOfState, idOf, standing } from "./heard.ts";
import type { Heard } from "./heard.ts";
import { withSnapshot } from "./snapshot.ts";

/** Clients of one server. Each holds a socket and no more while nothing happens. */
export const MOST_CLIENTS = 1_000;
/** Events read at once. */
const PAGE = 200;
/** Places of which what follows is kept: those who hear what happens now are all at one, or at one for each project. */
const MOST_PLACES = 64;

/** What follows a place, as it is sent, and how far that leads. */
export type Told = { readonly text: string; readonly upTo: Heard; readonly more: boolean };

export type Feed = {
  /**
   * What there is to tell after a place, of one project if named. It is looked up once for all who are there.
   * @throws SixfoldError `HTTP_EVENT_ID` (usage) for a place in a block that this store never held.
   */
  readonly after: (heard: Heard, project: string | undefined) => Promise<Told>;
  /**
   * Counts a client in. @returns what counts it out again.
   * @throws SixfoldError `HTTP_BUSY` (infrastructure) when there are as many as may be.
   */
  readonly join: () => () => void;
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

type LogRow = Awaited<ReturnType<typeof logsAfter>>[number];

const placeOf = ({ block_number: blockNumber, log_index: logIndex, block_hash: blockHash }: LogRow): Heard => ({ blockNumber, logIndex, blockHash }); // prettier-ignore

const eventText = (at: Heard, event: string, data: object): string =>
  `id: ${idOf(at)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const logText = (row: LogRow): string =>
  eventText(placeOf(row), row.event, {
    contract: row.contract,
    event: row.event,
    projectId: row.project_id,
    batchId: row.batch_id,
    args: row.args,
    block: row.block_number,
    blockHash: row.block_hash,
    logIndex: row.log_index,
    transaction: row.transaction_hash,
    time: instantOf(row.timestamp),
  });

/** That all that was told of blocks behind a place is taken back. */
const takenBack = (from: Heard): string =>
  eventText(from, "reorganised", { afterBlock: from.blockNumber === "-1" ? null : from.blockNumber });

const look = (db: Db, heard: Heard, project: string | undefined): Promise<Told> =>
  withSnapshot(db, async ({ trx, head }) => {
    const from = await standing(trx, heard);
    const rows = await logsAfter(trx, from, project);
    const more = rows.length === PAGE;
    return {
      text: (from === heard ? "" : takenBack(from)) + rows.map(logText).join(""),
      upTo: more ? placeOf(rows.at(-1)!) : endOfState(head),
      more,
    };
  });

/** What clients are told of a store, for as long as it is followed. */
export const openFeed = (db: Db, follower: Follower): Feed => {
  const looks = new LRUCache<string, Promise<Told>>({ max: MOST_PLACES });
  let clients = 0;
  // Before any client listens, so that none of them finds what was looked up before the move.
  follower.onMove(() => looks.clear());

  return {
    after: (heard, project) => {
      const key = `${idOf(heard)} ${project ?? ""}`;
      const known = looks.get(key);
      if (known !== undefined) return known;
      const looking = look(db, heard, project);
      looks.set(key, looking);
      // What failed is tried again by whoever comes next.
      looking.catch(() => {
        if (looks.peek(key) === looking) looks.delete(key);
      });
      return looking;
    },
    join: () => {
      if (clients >= MOST_CLIENTS)
        throw unreachable("HTTP_BUSY", "clients", clients, `at most ${MOST_CLIENTS} listen at a time`);
      clients += 1;
      return () => {
        clients -= 1;
      };
    },
  };
};
