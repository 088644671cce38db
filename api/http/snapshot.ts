import type { Chain } from "../../oracle/chain/connect.ts";
import type { Db, Head, Trx } from "../store/schema.ts";

/** The registry at one block: all that is asked of it is true together. */
export type Snapshot = { readonly trx: Trx; readonly head: Head };

/** Asks of one state, whatever is written meanwhile. */
export const withSnapshot = <T>(db: Db, ask: (snapshot: Snapshot) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (trx) => ask({ trx, head: await trx.selectFrom("head").selectAll().executeTakeFirstOrThrow() }));

/** What tells the state of a head from all others: its last log. */
export const stateTag = ({ state_hash, state_index }: Head): string => `${state_hash.slice(2)}-${state_index}`;

/**
 * What an answer is true for: the block that was read up to, and whether the chain calls final the block of the last
 * change, so that no reorganisation can take the answer back.
 */
export const dataHeaders = (head: Head): Readonly<Record<string, string>> => ({
  "x-data-block": `${head.block_number} ${head.block_hash}`,
  "x-data-state": `${head.state_number} ${head.state_hash}`,
  "x-data-finality":
    head.finalized_number !== null && BigInt(head.state_number) <= BigInt(head.finalized_number) ? "final" : "pending",
});

/** What routes work with beside a snapshot. */
export type Surroundings = {
  readonly chain: Chain;
  /** Where evidence can be fetched: a trustless gateway's address. */
  readonly gateways: readonly string[];
  /** Where the page is for everybody, without a slash at its end; none where whoever runs this server did not say. */
  readonly publicUrl?: string | undefined;
  /** Who pays for retirements that holders sign (`api/relay`), without a slash at its end; none where nobody was named. */
  readonly relay?: string | undefined;
};
