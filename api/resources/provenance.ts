import * as z from "zod";

import { digest, instant, instantOf, number, span, spanOf, whole } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { batchRows } from "./batches.ts";
import { found } from "./found.ts";
import { evidence, self } from "./shapes.ts";
import { evidenceOf } from "./words.ts";

const FATES = ["retired", "cancelled", "not spent"] as const;

const step = z.strictObject({
  what: z.string(),
  self: self.nullable(),
  at: instant,
  block: whole,
  transaction: digest,
});

/** Where a thing was said: the log that tells of it. */
const told = (trx: Trx) =>
  trx
    .selectFrom("logs")
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .select([
      "logs.block_number as block",
      "logs.transaction_hash as transaction",
      "logs.args as args",
      "blocks.timestamp as at",
    ])
    .orderBy("logs.block_number")
    .orderBy("logs.log_index");

type Told = Awaited<ReturnType<ReturnType<typeof told>["executeTakeFirstOrThrow"]>>;

const stepOf = (what: string, to: string | null, { at, block, transaction }: Told): z.input<typeof step> => ({
  what,
  self: to,
  at: instantOf(at),
  block,
  transaction,
});

/** The cancellation of a serial. The contract gives serials in order, so the last that begins before it holds it. */
const cancellationOf = async (trx: Trx, batch: string, serial: bigint): Promise<Told | undefined> => {
  const rows = await told(trx)
    .where("batch_id", "=", batch)
    .where("event", "in", ["BufferCancelled", "CreditsCancelled"])
    .execute();
  return rows.find(({ args }) => {
    const { serialStart, amountKg } = args as { serialStart: string; amountKg: string };
    return serial >= BigInt(serialStart) && serial < BigInt(serialStart) + BigInt(amountKg);
  });
};

export const provenanceRoute = stateRoute({
  path: "/v1/batches/{id}/serials/{serial}",
  tag: "batches",
  summary: "One kilogram, from its ground to its end",
  description:
    "Every kilogram that is retired or cancelled gets a serial of its batch, in order, as it is spent. Those beyond " +
    "`nextSpent` of the batch are not spent yet, and nobody can say whose they will be.",
  params: z.strictObject({ id: number, serial: number }),
  answer: z.strictObject({
    batchId: number,
    serial: whole,
    fate: z.enum(FATES),
    certificateId: number.nullable(),
    projectId: number,
    reportId: digest,
    vintage: span,
    evidence,
    steps: z.array(step).meta({ description: "Oldest first" }),
  }),
  find: async ({ params: { id, serial: text } }, { trx }, around) => {
    const batch = found(await batchRows(trx).where("batches.id", "=", id).executeTakeFirst(), "batch", id);
    const serial = BigInt(text);
    found(serial < BigInt(batch.issued_kg) ? batch : undefined, "serial", text);
    const { project_id: project, report_id: reportId, report } = batch;
    const lot = await trx
      .selectFrom("lots")
      .selectAll()
      .where("batch_id", "=", id)
      .where("serial_start", "<=", text)
      .orderBy("serial_start", "desc")
      .executeTakeFirst();
    const certificate =
      lot !== undefined && serial < BigInt(lot.serial_start) + BigInt(lot.amount_kg) ? lot.certificate_id : undefined;
    const cancelled = certificate === undefined ? await cancellationOf(trx, id, serial) : undefined;
    const about = (event: string) => told(trx).where("event", "=", event);
    const steps = [
      stepOf("registered", `/v1/projects/${project}`, await about("ProjectRegistered").where("project_id", "=", project).executeTakeFirstOrThrow()), // prettier-ignore
      stepOf("activated", `/v1/projects/${project}`, await about("ProjectActivated").where("project_id", "=", project).executeTakeFirstOrThrow()), // prettier-ignore
      stepOf("reported", `/v1/reports/${reportId}`, await about("ReportPosted").where("statement_id", "=", reportId).executeTakeFirstOrThrow()), // prettier-ignore
      stepOf("issued", `/v1/batches/${id}`, await about("CreditsIssued").where("batch_id", "=", id).executeTakeFirstOrThrow()), // prettier-ignore
      ...(certificate === undefined
        ? []
        : [stepOf("retired", `/v1/certificates/${certificate}`, await about("CreditsRetired").where("certificate_id", "=", certificate).executeTakeFirstOrThrow())]), // prettier-ignore
      ...(cancelled === undefined ? [] : [stepOf("cancelled", null, cancelled)]),
    ];
    const fate: (typeof FATES)[number] =
      certificate !== undefined ? "retired" : cancelled !== undefined ? "cancelled" : "not spent";
    return {
      batchId: id,
      serial: text,
      fate,
      certificateId: certificate ?? null,
      projectId: project,
      reportId,
      vintage: spanOf(report.periodStart, report.periodEnd),
      evidence: evidenceOf(report.evidence, around),
      steps,
    };
  },
});
