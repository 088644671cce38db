import * as z from "zod";

import { digest, instant, instantOf, number, span, spanOf, whole } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { batchRows } from "./batches.ts";
import { found } from "./found.ts";
import { evidence, self } from "./shapes.ts";
import { evidenceOf } from "./words.ts";

const FATES = ["retired", "cancelled", "not spent"] as const;

type Place = "project" | "ground" | "report" | "challenges" | "batch" | "certificate";

/** Events that a kilogram comes through, what each was, and where it is told of. */
const STEPS: Readonly<Record<string, readonly [what: string, of: Place]>> = {
  ProjectRegistered: ["registered", "project"],
  DesignCommitted: ["design committed", "project"],
  GroundClaimed: ["ground claimed", "ground"],
  ProjectActivated: ["activated", "project"],
  ReportPosted: ["reported", "report"],
  ReportChallenged: ["challenged", "challenges"],
  ChallengeResolved: ["challenge resolved", "challenges"],
  ChallengeUnanswered: ["challenge unanswered", "challenges"],
  CreditsIssued: ["issued", "batch"],
  CreditsRetired: ["retired", "certificate"],
};
const OF_PROJECT = ["ProjectRegistered", "DesignCommitted", "GroundClaimed", "ProjectActivated"] as const;
const OF_REPORT = ["ReportPosted", "ReportChallenged", "ChallengeResolved", "ChallengeUnanswered"] as const;

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
    scenes: z.string().meta({ description: "Where the scenes are told that its kilograms were measured in" }),
    steps: z.array(step).meta({ description: "Oldest first, from the project's registration to the kilogram's end" }),
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
    const logs = await told(trx)
      .select("event")
      .where((eb) =>
        eb.or([
          eb.and([eb("project_id", "=", project), eb("event", "in", [...OF_PROJECT]), eb("logs.block_number", "<=", batch.issued_in)]),
          eb.and([eb("statement_id", "=", reportId), eb("event", "in", [...OF_REPORT])]),
          eb.and([eb("batch_id", "=", id), eb("event", "=", "CreditsIssued")]),
          ...(certificate === undefined ? [] : [eb.and([eb("certificate_id", "=", certificate), eb("event", "=", "CreditsRetired")])]),
        ]),
      )
      .execute(); // prettier-ignore
    const selves = {
      project: `/v1/projects/${project}`,
      ground: `/v1/projects/${project}/ground`,
      report: `/v1/reports/${reportId}`,
      challenges: `/v1/challenges?report=${reportId}`,
      batch: `/v1/batches/${id}`,
      certificate: `/v1/certificates/${certificate}`,
    };
    const steps = [
      ...logs.map((log) => {
        const [what, of] = STEPS[log.event]!;
        return stepOf(what, selves[of], log);
      }),
      ...(cancelled === undefined ? [] : [stepOf("cancelled", null, cancelled)]),
    ];
    const rests = evidenceOf(report.evidence, around);
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
      evidence: rests,
      scenes: `${rests.self}/scenes`,
      steps,
    };
  },
});
