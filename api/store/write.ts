import type { Hex } from "viem";

import type { BlockRef } from "../../oracle/chain/standing.ts";
import type { Log, Place } from "../../oracle/chain/fold/log.ts";
import { unreachable } from "../../oracle/core/errors.ts";
import { inOne } from "./in-one.ts";
import type { Changes } from "./changes.ts";
import type { Db, Head, Trx } from "./schema.ts";
import type { Row, StateTable } from "./state-tables.ts";
import { logRow } from "./stored-log.ts";

/** Rows of one statement: a statement has at most 65,535 parameters, and no table as many as 16 columns. */
const ROWS_AT_ONCE = 2_000;

const inParts = async <T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await write(rows.slice(at, at + ROWS_AT_ONCE));
};

const put = (trx: Trx, { name, key }: StateTable, rows: readonly Row[]): Promise<void> =>
  inParts(rows, (part) =>
    trx
      .insertInto(name)
      .values(part as never)
      .onConflict((conflict) => {
        const others = Object.keys(part[0]!).filter((column) => !key.includes(column));
        return conflict
          .columns(key as never)
          .doUpdateSet(({ ref }) => Object.fromEntries(others.map((column) => [column, ref(`excluded.${column}` as never)])) as never); // prettier-ignore
      })
      .execute(),
  );

const remove = (trx: Trx, { name, key }: StateTable, rows: readonly Row[]): Promise<void> =>
  inParts(rows, (part) =>
    trx
      .deleteFrom(name)
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple(...(key as unknown as [never, never])),
          "in",
          part.map((row) => tuple(...(key.map((column) => row[column]) as unknown as [never, never]))) as never,
        ),
      )
      .execute(),
  );

const change = async (trx: Trx, changes: readonly Changes[]): Promise<void> => {
  for (const { table, put: written, gone } of changes) {
    await remove(trx, table, gone);
    await put(trx, table, written);
  }
};

/**
 * Moves the head, if it is where the writer left it.
 * @throws SixfoldError `STORE_NOT_ALONE` (infrastructure) when another process wrote here.
 */
const move = async (trx: Trx, from: Head, to: Head): Promise<void> => {
  const { numUpdatedRows } = await trx
    .updateTable("head")
    .set(to)
    .where("block_hash", "=", from.block_hash)
    .where("log_index", "=", from.log_index)
    .where("state_hash", "=", from.state_hash)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw unreachable("STORE_NOT_ALONE", "head", from.block_number, "no other process writes to the store");
};

/** What was read of the chain since the head, and what it changes. */
export type Advance = {
  readonly logs: readonly Log[];
  /** Blocks that hold the logs. Times are Unix seconds. */
  readonly blocks: readonly (BlockRef & { readonly timestamp: bigint })[];
  readonly changes: readonly Changes[];
};

/** Writes logs, blocks, rows and head together: whoever reads, or is killed, finds one state or the other. */
export const writeAdvance = (db: Db, from: Head, to: Head, { logs, blocks, changes }: Advance): Promise<void> =>
  inOne(db, async (trx) => {
    await move(trx, from, to);
    await inParts(blocks, (part) =>
      trx
        .insertInto("blocks")
        .values(
          part.map(({ blockNumber, blockHash, timestamp }) => ({
            number: `${blockNumber}`,
            hash: blockHash,
            timestamp: `${timestamp}`,
          })),
        )
        // A page may begin within a block.
        .onConflict((conflict) => conflict.column("number").doNothing())
        .execute(),
    );
    await inParts(logs.map(logRow), (part) => trx.insertInto("logs").values(part).execute());
    await change(trx, changes);
  });

/** Takes back all that lies above a block, and notes that and what was taken, for those who had read it. */
export const writeRollBack = (db: Db, from: Head, to: Head, changes: readonly Changes[]): Promise<void> =>
  inOne(db, async (trx) => {
    await move(trx, from, to);
    const above = to.block_number;
    const gone = await trx.deleteFrom("blocks").where("number", ">", above).returning("hash").execute();
    if (gone.length > 0) {
      const { seq } = await trx
        .insertInto("forks")
        .values({ number: above })
        .returning("seq")
        .executeTakeFirstOrThrow();
      await inParts(gone, (part) =>
        trx
          .insertInto("replaced")
          .values(part.map(({ hash }) => ({ hash, seq })))
          // A block can come back, and go again.
          .onConflict((conflict) => conflict.column("hash").doUpdateSet({ seq }))
          .execute(),
      );
    }
    await trx.deleteFrom("logs").where("block_number", ">", above).execute();
    await change(trx, changes);
  });

/** Makes the rows what they are to be, where they are not. */
export const writeChanges = (db: Db, changes: readonly Changes[]): Promise<void> =>
  inOne(db, (trx) => change(trx, changes));

const ZERO_HASH: Hex = `0x${"0".repeat(64)}`;

/** A head before the first block of a deployment. */
export const newHead = (deployment: string, deployBlock: number): Head => ({
  id: 1,
  deployment,
  block_number: `${deployBlock - 1}`,
  block_hash: ZERO_HASH,
  log_index: -1,
  state_number: `${deployBlock - 1}`,
  state_hash: ZERO_HASH,
  state_index: -1,
  finalized_number: null,
});

/** Whether anything was read yet. */
export const placeOf = (head: Head): Place | undefined =>
  head.block_hash === ZERO_HASH
    ? undefined
    : { blockNumber: BigInt(head.block_number), blockHash: head.block_hash, logIndex: head.log_index };
