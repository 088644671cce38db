import type { BlockRef } from "../../oracle/chain/standing.ts";
import type { Log, Place } from "../../oracle/chain/fold/log.ts";
import type { Db, Trx } from "./schema.ts";
import { logOf } from "./stored-log.ts";

/** Logs read at once. */
const PAGE = 5_000;

const after = (db: Db | Trx, place: Pick<Place, "blockNumber" | "logIndex">) =>
  db
    .selectFrom("logs")
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple("logs.block_number", "logs.log_index"), ">", tuple(`${place.blockNumber}`, place.logIndex)),
    )
    .orderBy("logs.block_number")
    .orderBy("logs.log_index");

/**
 * Logs behind a place, oldest first, up to a block, page by page.
 * @param upTo last block.
 */
export async function* storedLogs(
  db: Db,
  from: Pick<Place, "blockNumber" | "logIndex">,
  upTo: bigint,
): AsyncGenerator<readonly Log[], void, undefined> {
  for (let place = from; ;) {
    const rows = await after(db, place)
      .where("logs.block_number", "<=", `${upTo}`)
      .select(["blocks.hash as block_hash"])
      .selectAll("logs")
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return;
    const logs = rows.map(logOf);
    yield logs;
    place = logs.at(-1)!;
  }
}

/** Blocks with logs up to a number, newest first, so many. */
export const newestBlocks = async (db: Db, upTo: bigint, limit: number): Promise<readonly BlockRef[]> =>
  (
    await db
      .selectFrom("blocks")
      .select(["number", "hash"])
      .where("number", "<=", `${upTo}`)
      .orderBy("number", "desc")
      .limit(limit)
      .execute()
  ).map(({ number, hash }) => ({ blockNumber: BigInt(number), blockHash: hash }));

/** The place of a block's last log. */
export const lastPlaceIn = async (db: Db, { blockNumber, blockHash }: BlockRef): Promise<Place> => {
  const { log_index: logIndex } = await db
    .selectFrom("logs")
    .select("log_index")
    .where("block_number", "=", `${blockNumber}`)
    .orderBy("log_index", "desc")
    .executeTakeFirstOrThrow();
  return { blockNumber, blockHash, logIndex };
};
