import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";

import { misnamed, unreachable } from "../../oracle/core/errors.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { Database, Db } from "./schema.ts";

/** Connections to a PostgreSQL server: a request holds one while it reads. */
const MOST_CONNECTIONS = 10;

/** Where rows are kept: a PostgreSQL server, or PostgreSQL in this process, in a folder or in memory. */
export type StorePlace =
  | { readonly url: string }
  /** None for memory: gone with the process. */
  | { readonly folder: string | undefined };

/** What is loaded is only what is used: PGlite is a PostgreSQL of some 20 MB. */
const dialectOf = async (place: StorePlace): Promise<PGliteDialect | PostgresDialect> => {
  if ("url" in place) {
    if (!/^postgres(ql)?:\/\//.test(place.url))
      throw misnamed("STORE_URL", "DATABASE_URL", undefined, "begins with postgres:// or postgresql://");
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString: place.url, max: MOST_CONNECTIONS });
    // A connection that is lost while nobody uses it is made anew when somebody does.
    pool.on("error", () => undefined);
    return new PostgresDialect({ pool });
  }
  const { PGlite } = await import("@electric-sql/pglite");
  return new PGliteDialect({
    pglite: () => PGlite.create(place.folder === undefined ? {} : { dataDir: place.folder }),
  });
};

/**
 * Opens a store and brings its tables up to date.
 * @throws SixfoldError `STORE_URL` (usage); `STORE_AWAY` (infrastructure) when it can not be opened or brought up to
 *   date. Neither tells the URL, which may hold a password.
 */
export const openStore = async (place: StorePlace): Promise<Db> => {
  const db = new Kysely<Database>({ dialect: await dialectOf(place) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest().catch((cause: unknown) => ({ error: cause }));
  if (error === undefined) return db;
  await db.destroy().catch(() => undefined);
  const reason = error instanceof Error ? error.message : "unknown";
  throw unreachable("STORE_AWAY", "store", reason, "the store opens and takes its tables", error);
};
