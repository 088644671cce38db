import { unreachable } from "../../oracle/core/errors.ts";
import type { Db, Trx } from "./schema.ts";

/** PostgreSQL, Appendix A: `disk_full`. */
const DISK_FULL = "53100";

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

/**
 * Writes all of something, or nothing.
 * @throws SixfoldError `STORE_FULL` (infrastructure) when there is no room for it.
 */
export const inOne = async (db: Db, write: (trx: Trx) => Promise<void>): Promise<void> => {
  try {
    await db.transaction().execute(write);
  } catch (error) {
    if (codeOf(error) !== DISK_FULL) throw error;
    throw unreachable("STORE_FULL", "store", undefined, "the store has room for what is written", error);
  }
};
