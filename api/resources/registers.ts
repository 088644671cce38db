import * as z from "zod";

import { POOLS } from "../../oracle/chain/pools.ts";
import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { address, digest, instant, instantOf, kg, number, squareMetres, whole } from "../http/fields.ts";
import type { Route } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { accounting } from "./accounting.ts";
import { inPages } from "./in-pages.ts";
import { registerRoute } from "./register.ts";
import { STATUSES, poolOf, wordAfterNone, wordOf } from "./words.ts";

const projects = registerRoute({
  name: "projects",
  summary: "Register of projects",
  columns: {
    project: number,
    status: z.enum(STATUSES),
    methodology: z.string(),
    version: z.string(),
    pool: z.enum(POOLS),
    hostCountry: z.string(),
    owner: address,
    programmeReference: z.string(),
    creditingStart: instant,
    creditingEnd: instant,
    areaM2: squareMetres,
  },
  key: ["whole"],
  rows: async (trx, page) =>
    (
      await trx
        .selectFrom("projects")
        .innerJoin("methodologies", "methodologies.id", "projects.methodology_id")
        .selectAll("projects")
        .select("methodologies.record as methodology")
        .$call((query) => inPages(query, ["projects.id"], page))
        .execute()
    ).map(({ id, status, pool, host_country, programme_reference, owner, record, methodology }) => ({
      key: [id],
      row: {
        project: id,
        status: wordAfterNone(STATUSES, status),
        methodology: methodology.name,
        version: methodology.version,
        pool: poolOf(pool),
        hostCountry: host_country,
        owner,
        programmeReference: programme_reference,
        creditingStart: instantOf(record.creditingStart),
        creditingEnd: instantOf(record.creditingEnd),
        areaM2: record.areaM2,
      },
    })),
});

const batchesIn = (trx: Trx) =>
  trx
    .selectFrom("batches")
    .innerJoin("reports", "reports.id", "batches.report_id")
    .selectAll("batches")
    .select("reports.record as report");

const issued = registerRoute({
  name: "issued",
  summary: "Register of issued credits, a line a batch",
  columns: {
    batch: number,
    project: number,
    report: digest,
    vintageStart: instant,
    vintageEnd: instant,
    issuedKg: kg,
    toBufferKg: kg,
    serialFirst: whole,
    serialLast: whole,
    issuedAt: instant,
    transaction: digest,
  },
  key: ["whole"],
  rows: async (trx, page) =>
    (
      await batchesIn(trx)
        .innerJoin("logs", (join) =>
          join.onRef("logs.batch_id", "=", "batches.id").on("logs.event", "=", "CreditsIssued"),
        )
        .innerJoin("blocks", "blocks.number", "logs.block_number")
        .select(["logs.transaction_hash as transaction", "blocks.timestamp as at"])
        .$call((query) => inPages(query, ["batches.id"], page))
        .execute()
    ).map(({ id, project_id, report_id, report, issued_kg, transaction, at }) => ({
      key: [id],
      row: {
        batch: id,
        project: project_id,
        report: report_id,
        vintageStart: instantOf(report.periodStart),
        vintageEnd: instantOf(report.periodEnd),
        issuedKg: issued_kg,
        toBufferKg: report.bufferKg,
        serialFirst: "0",
        serialLast: `${BigInt(issued_kg) - 1n}`,
        issuedAt: instantOf(at),
        transaction,
      },
    })),
});

const retired = registerRoute({
  name: "retired",
  summary: "Register of retired credits, a line a lot",
  columns: {
    certificate: number,
    batch: number,
    project: number,
    kg,
    serialFirst: whole,
    serialLast: whole,
    beneficiary: z.string(),
    message: z.string(),
    purpose: z.enum(PURPOSES),
    retiree: address,
    recipient: address,
    retiredAt: instant,
    transaction: digest,
  },
  key: ["whole", "whole", "whole"],
  rows: async (trx, page) =>
    (
      await trx
        .selectFrom("lots")
        .innerJoin("certificates", "certificates.id", "lots.certificate_id")
        .innerJoin("batches", "batches.id", "lots.batch_id")
        .innerJoin("logs", (join) =>
          join.onRef("logs.certificate_id", "=", "certificates.id").on("logs.event", "=", "CreditsRetired"),
        )
        .innerJoin("blocks", "blocks.number", "logs.block_number")
        .selectAll("lots")
        .select([
          "batches.project_id as project",
          "certificates.record as record",
          "logs.transaction_hash as transaction",
          "blocks.timestamp as at",
        ])
        .$call((query) => inPages(query, ["lots.certificate_id", "lots.batch_id", "lots.serial_start"], page))
        .execute()
    ).map(({ certificate_id, batch_id, serial_start, amount_kg, project, record, transaction, at }) => ({
      key: [certificate_id, batch_id, serial_start],
      row: {
        certificate: certificate_id,
        batch: batch_id,
        project,
        kg: amount_kg,
        serialFirst: serial_start,
        serialLast: `${BigInt(serial_start) + BigInt(amount_kg) - 1n}`,
        beneficiary: record.beneficiary,
        message: record.message,
        purpose: wordOf(PURPOSES, record.purpose),
        retiree: record.retiree,
        recipient: record.recipient,
        retiredAt: instantOf(at),
        transaction,
      },
    })),
});

/** What `BufferCancelled` and `CreditsCancelled` both say. */
type Cancelled = { readonly amountKg: string; readonly serialStart: string; readonly holder?: string };

const cancelled = registerRoute({
  name: "cancelled",
  summary: "Register of cancelled credits: lost, or given to make a deficit good; never a holder's use",
  columns: {
    batch: number,
    project: number,
    kg,
    serialFirst: whole,
    serialLast: whole,
    from: z.enum(["buffer", "holder"]),
    holder: address.nullable(),
    cancelledAt: instant,
    transaction: digest,
  },
  key: ["whole", "integer"],
  rows: async (trx, page) =>
    (
      await trx
        .selectFrom("logs")
        .innerJoin("blocks", "blocks.number", "logs.block_number")
        .innerJoin("batches", "batches.id", "logs.batch_id")
        .selectAll("logs")
        .select(["batches.project_id as project", "blocks.timestamp as at"])
        .where("logs.event", "in", ["BufferCancelled", "CreditsCancelled"])
        .$call((query) => inPages(query, ["logs.block_number", "logs.log_index"], page))
        .execute()
    ).map(({ block_number, log_index, batch_id, project, args, transaction_hash, at }) => {
      const { amountKg, serialStart, holder } = args as Cancelled;
      return {
        key: [block_number, log_index],
        row: {
          batch: batch_id!,
          project,
          kg: amountKg,
          serialFirst: serialStart,
          serialLast: `${BigInt(serialStart) + BigInt(amountKg) - 1n}`,
          from: holder === undefined ? ("buffer" as const) : ("holder" as const),
          holder: holder ?? null,
          cancelledAt: instantOf(at),
          transaction: transaction_hash,
        },
      };
    }),
});

const buffer = registerRoute({
  name: "buffer",
  summary: "Register of the buffer, a line for each batch that has a part in it",
  columns: {
    batch: number,
    project: number,
    pool: z.enum(POOLS),
    bufferedKg: kg,
    atIssueKg: kg,
    vintageStart: instant,
    vintageEnd: instant,
  },
  key: ["whole"],
  rows: async (trx, page) =>
    (
      await batchesIn(trx)
        .innerJoin("projects", "projects.id", "batches.project_id")
        .select("projects.pool as pool")
        .where("batches.buffered_kg", ">", "0")
        .$call((query) => inPages(query, ["batches.id"], page))
        .execute()
    ).map(({ id, project_id, pool, buffered_kg, report }) => ({
      key: [id],
      row: {
        batch: id,
        project: project_id,
        pool: poolOf(pool),
        bufferedKg: buffered_kg,
        atIssueKg: report.bufferKg,
        vintageStart: instantOf(report.periodStart),
        vintageEnd: instantOf(report.periodEnd),
      },
    })),
});

/** The five public reports of a registry, and the account behind what was issued. */
export const registerRoutes: readonly Route[] = [projects, issued, retired, cancelled, buffer, accounting];
