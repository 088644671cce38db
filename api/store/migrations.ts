import { sql } from "kysely";
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Migration } from "kysely/migration";

type Schema = Kysely<unknown>["schema"];
type Column = "numeric" | "integer" | "text" | "json";

/** A table whose columns may not be null. */
const table = (
  schema: Schema,
  name: string,
  columns: Readonly<Record<string, Column>>,
  key: readonly string[],
): CreateTableBuilder<string, string> =>
  Object.entries(columns)
    .reduce<CreateTableBuilder<string, string>>(
      (builder, [column, type]) => builder.addColumn(column, type, (made) => made.notNull()),
      schema.createTable(name),
    )
    .addPrimaryKeyConstraint(`${name}_key`, [...key]);

const first: Migration = {
  up: async (db: Kysely<unknown>) => {
    const { schema } = db;
    await table(
      schema,
      "head",
      {
        id: "integer",
        deployment: "text",
        block_number: "numeric",
        block_hash: "text",
        log_index: "integer",
        state_number: "numeric",
        state_hash: "text",
      },
      ["id"],
    )
      .addColumn("finalized_number", "numeric")
      .addCheckConstraint("head_is_one", sql`id = 1`)
      .execute();
    await table(schema, "blocks", { number: "numeric", hash: "text", timestamp: "numeric" }, ["number"]).execute();
    await table(
      schema,
      "logs",
      {
        block_number: "numeric",
        log_index: "integer",
        transaction_hash: "text",
        contract: "text",
        event: "text",
        args: "json",
      },
      ["block_number", "log_index"],
    )
      .addColumn("project_id", "numeric")
      .addColumn("batch_id", "numeric")
      .addColumn("certificate_id", "numeric")
      .addColumn("statement_id", "text")
      .execute();
    await schema
      .createTable("forks")
      .addColumn("seq", "integer", (column) => column.generatedAlwaysAsIdentity().primaryKey())
      .addColumn("number", "numeric", (column) => column.notNull())
      .execute();
    await table(schema, "replaced", { hash: "text", seq: "integer" }, ["hash"]).execute();

    const state: readonly (readonly [string, Readonly<Record<string, Column>>, readonly string[]])[] = [
      ["methodologies", { id: "integer", name: "text", record: "json" }, ["id"]],
      [
        "projects",
        {
          id: "numeric",
          owner: "text",
          status: "integer",
          methodology_id: "integer",
          pool: "integer",
          host_country: "text",
          programme_reference: "text",
          record: "json",
        },
        ["id"],
      ],
      ["grounds", { project_id: "numeric", record: "json" }, ["project_id"]],
      [
        "claims",
        { project_id: "numeric", segment: "integer", cell: "numeric", bits: "numeric", stock: "integer" },
        ["project_id", "segment", "cell"],
      ],
      ["earned", { stock: "integer", cell: "numeric", until: "numeric", bits: "numeric" }, ["stock", "cell", "until"]],
      [
        "reports",
        {
          id: "text",
          project_id: "numeric",
          state: "integer",
          period_start: "numeric",
          epoch: "integer",
          evidence: "text",
          record: "json",
        },
        ["id"],
      ],
      [
        "batches",
        {
          id: "numeric",
          project_id: "numeric",
          report_id: "text",
          issued_kg: "numeric",
          buffered_kg: "numeric",
          retired_kg: "numeric",
          cancelled_kg: "numeric",
        },
        ["id"],
      ],
      ["balances", { batch_id: "numeric", holder: "text", kg: "numeric" }, ["batch_id", "holder"]],
      [
        "certificates",
        {
          id: "numeric",
          retiree: "text",
          recipient: "text",
          beneficiary: "text",
          block_number: "numeric",
          record: "json",
        },
        ["id"],
      ],
      [
        "lots",
        { certificate_id: "numeric", batch_id: "numeric", serial_start: "numeric", amount_kg: "numeric" },
        ["certificate_id", "batch_id", "serial_start"],
      ],
      ["watches", { project_id: "numeric", record: "json" }, ["project_id"]],
      [
        "alerts",
        { id: "text", project_id: "numeric", state: "text", evidence: "text", operator_set: "text", record: "json" },
        ["id"],
      ],
      [
        "observations",
        { id: "text", project_id: "numeric", evidence: "text", operator_set: "text", record: "json" },
        ["id"],
      ],
      ["loss_accounts", { project_id: "numeric", record: "json" }, ["project_id"]],
      ["buffer_accounts", { pool: "integer", record: "json" }, ["pool"]],
      ["challenges", { id: "text", report_id: "text", state: "text", epoch: "integer", record: "json" }, ["id"]],
      ["stakes", { account: "text", amount_wei: "numeric" }, ["account"]],
      ["operator_sets", { epoch: "integer", digest: "text", record: "json" }, ["epoch"]],
    ];
    for (const [name, columns, key] of state) await table(schema, name, columns, key).execute();

    const indexes: readonly (readonly [string, readonly string[]])[] = [
      ["logs", ["transaction_hash"]],
      ["logs", ["project_id", "block_number", "log_index"]],
      ["logs", ["batch_id", "block_number", "log_index"]],
      ["logs", ["certificate_id"]],
      ["logs", ["statement_id"]],
      ["logs", ["event", "block_number", "log_index"]],
      ["blocks", ["hash"]],
      ["projects", ["owner"]],
      ["claims", ["stock", "cell"]],
      ["reports", ["project_id", "period_start"]],
      ["reports", ["evidence"]],
      ["batches", ["project_id", "id"]],
      ["balances", ["holder", "batch_id"]],
      ["certificates", ["retiree", "id"]],
      ["lots", ["batch_id", "serial_start"]],
      ["alerts", ["project_id"]],
      ["alerts", ["evidence"]],
      ["challenges", ["report_id"]],
      ["operator_sets", ["digest"]],
      ["observations", ["project_id"]],
      ["observations", ["evidence"]],
    ];
    for (const [on, columns] of indexes)
      await schema
        .createIndex(`${on}_by_${columns.join("_")}`)
        .on(on)
        .columns([...columns])
        .execute();
  },
};

/** A state is told apart by its last log, and not by that log's block alone. */
const stateIndex: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable("head")
      .addColumn("state_index", "integer", (column) => column.notNull().defaultTo(-1))
      .execute();
    await sql`update head set state_index =
      coalesce((select max(log_index) from logs where block_number = head.state_number), -1)`.execute(db);
  },
};

/** In the order of their names. One that was released is never changed: another follows it. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001_first": first,
  "0002_state_index": stateIndex,
};
