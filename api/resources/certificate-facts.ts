import type { Trx } from "../store/schema.ts";
import { found } from "./found.ts";

/** A certificate and the log that made it. */
export const certificateOf = async (trx: Trx, id: string) =>
  found(
    await trx
      .selectFrom("certificates")
      .innerJoin("logs", (join) =>
        join.onRef("logs.certificate_id", "=", "certificates.id").on("logs.event", "=", "CreditsRetired"),
      )
      .innerJoin("blocks", "blocks.number", "logs.block_number")
      .selectAll("certificates")
      .select(["logs.transaction_hash as transaction", "blocks.timestamp as retired", "blocks.hash as block_hash"])
      .where("certificates.id", "=", id)
      .executeTakeFirst(),
    "certificate",
    id,
  );

/** What was retired, each lot with its report. */
export const lotsOf = (trx: Trx, id: string) =>
  trx
    .selectFrom("lots")
    .innerJoin("batches", "batches.id", "lots.batch_id")
    .innerJoin("reports", "reports.id", "batches.report_id")
    .selectAll("lots")
    .select(["batches.project_id as project", "batches.report_id as report_id", "reports.record as report"])
    .where("certificate_id", "=", id)
    .orderBy("lots.batch_id")
    .orderBy("lots.serial_start")
    .execute();

/** The same, with all that they come from. */
export const lotsWithOrigin = (trx: Trx, id: string) =>
  trx
    .selectFrom("lots")
    .innerJoin("batches", "batches.id", "lots.batch_id")
    .innerJoin("reports", "reports.id", "batches.report_id")
    .innerJoin("projects", "projects.id", "batches.project_id")
    .innerJoin("methodologies", "methodologies.id", "projects.methodology_id")
    .select(["lots.batch_id", "lots.serial_start", "lots.amount_kg", "batches.report_id", "projects.id as project_id"])
    .select(["projects.pool", "projects.owner", "projects.host_country", "projects.programme_reference"])
    .select(["reports.record as report", "methodologies.id as methodology_id", "methodologies.record as methodology"])
    .where("certificate_id", "=", id)
    .orderBy("lots.batch_id")
    .orderBy("lots.serial_start")
    .execute();

export type Certified = Awaited<ReturnType<typeof certificateOf>>;
export type OriginRow = Awaited<ReturnType<typeof lotsWithOrigin>>[number];
