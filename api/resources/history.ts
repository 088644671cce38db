import * as z from "zod";

import { digest, instant, instantOf, number, whole } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { inPages } from "./in-pages.ts";

const entry = z
  .strictObject({
    block: whole,
    blockHash: digest,
    logIndex: z.int(),
    at: instant,
    transaction: digest,
    contract: z.string(),
    event: z.string(),
    projectId: number.nullable(),
    batchId: number.nullable(),
    args: z
      .record(z.string(), z.unknown())
      .meta({ description: "By the names of the ABI; integers over 48 bits as digits" }),
  })
  .meta({ id: "LogEntry" });
export type LogEntry = z.output<typeof entry>;

export const historyRoute = listRoute({
  path: "/v1/history",
  tag: "history",
  summary: "Everything that the registry's contracts said, oldest first",
  description: "All other answers are a fold of these logs. Nothing is ever left out of them.",
  filters: {
    project: number.optional(),
    batch: number.optional(),
    certificate: number.optional(),
    statement: digest.optional().meta({ description: "A report's, alert's or observation's id" }),
    transaction: digest.optional(),
    event: z
      .string()
      .regex(/^\w{1,64}$/, "an event's name")
      .optional(),
  },
  item: entry,
  key: ["whole", "integer"],
  rows: ({ filters: { project, batch, certificate, statement, transaction, event } }, page, { trx }) =>
    trx
      .selectFrom("logs")
      .innerJoin("blocks", "blocks.number", "logs.block_number")
      .selectAll("logs")
      .select(["blocks.hash as block_hash", "blocks.timestamp as timestamp"])
      .$if(project !== undefined, (query) => query.where("project_id", "=", project!))
      .$if(batch !== undefined, (query) => query.where("batch_id", "=", batch!))
      .$if(certificate !== undefined, (query) => query.where("certificate_id", "=", certificate!))
      .$if(statement !== undefined, (query) => query.where("statement_id", "=", statement as `0x${string}`))
      .$if(transaction !== undefined, (query) => query.where("transaction_hash", "=", transaction as `0x${string}`))
      .$if(event !== undefined, (query) => query.where("event", "=", event!))
      .$call((query) => inPages(query, ["block_number", "log_index"], page))
      .execute(),
  keyOf: ({ block_number, log_index }) => [block_number, log_index],
  view: (row) => ({
    block: row.block_number,
    blockHash: row.block_hash,
    logIndex: row.log_index,
    at: instantOf(row.timestamp),
    transaction: row.transaction_hash,
    contract: row.contract,
    event: row.event,
    projectId: row.project_id,
    batchId: row.batch_id,
    args: row.args,
  }),
});
