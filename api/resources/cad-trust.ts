import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { UNIT_KINDS } from "../../oracle/chain/unit-kinds.ts";
import { instantOf } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { STATUSES, exported } from "./cad-trust-fields.ts";
import { unitsOf } from "./cad-trust-units.ts";
import type { BatchParts } from "./cad-trust-units.ts";
import { found } from "./found.ts";
import { byNumber } from "./shapes.ts";
import { poolOf, wordOf } from "./words.ts";

const projectRow = (trx: Trx, id: string) =>
  trx
    .selectFrom("projects")
    .innerJoin("methodologies", "methodologies.id", "projects.methodology_id")
    .selectAll("projects")
    .select("methodologies.record as methodology")
    .where("projects.id", "=", id)
    .executeTakeFirst();
type ProjectRow = NonNullable<Awaited<ReturnType<typeof projectRow>>>;

const MILESTONES = [
  "ProjectRegistered",
  "ProjectActivated",
  "ProjectCompleted",
  "ProjectWithdrawn",
  "ProjectLapsed",
  "ProjectRevoked",
] as const;

/** What made a project's status what it is, newest first, each with its time. */
const milestones = (trx: Trx, id: string) =>
  trx
    .selectFrom("logs")
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .select(["event", "blocks.timestamp as at"])
    .where("project_id", "=", id)
    .where("event", "in", [...MILESTONES])
    .orderBy("logs.block_number", "desc")
    .orderBy("logs.log_index", "desc")
    .execute();

const batchesOf = (trx: Trx, id: string) =>
  trx
    .selectFrom("batches")
    .innerJoin("reports", "reports.id", "batches.report_id")
    .innerJoin("logs", (join) =>
      join.onRef("logs.statement_id", "=", "reports.id").on("logs.event", "=", "ReportPosted"),
    )
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .selectAll("batches")
    .select(["reports.record as report", "blocks.timestamp as posted"])
    .where("batches.project_id", "=", id)
    .orderBy("batches.id")
    .execute();

/** What was retired of a project's batches, and what was cancelled, each with its serials. */
const spentOf = async (trx: Trx, batchId: string): Promise<BatchParts["spent"]> => {
  const retired = await trx
    .selectFrom("lots")
    .innerJoin("certificates", "certificates.id", "lots.certificate_id")
    .select(["lots.serial_start", "lots.amount_kg", "certificates.id", "certificates.retiree", "certificates.record"])
    .where("lots.batch_id", "=", batchId)
    .execute();
  const cancelled = await trx
    .selectFrom("logs")
    .select(["event", "args", "transaction_hash"])
    .where("batch_id", "=", batchId)
    .where("event", "in", ["BufferCancelled", "CreditsCancelled"])
    .execute();
  return [
    ...retired.map(({ serial_start, amount_kg, id, retiree, record }) => ({
      first: BigInt(serial_start),
      kg: BigInt(amount_kg),
      owner: retiree,
      status: "Retired" as const,
      reason: `${wordOf(PURPOSES, record.purpose)}, for ${record.beneficiary}`,
      link: `/v1/certificates/${id}`,
    })),
    ...cancelled.map(({ event, args, transaction_hash }) => {
      const { serialStart, amountKg, holder } = args as { serialStart: string; amountKg: string; holder?: string };
      return {
        first: BigInt(serialStart),
        kg: BigInt(amountKg),
        owner: holder ?? null,
        status: "Cancelled" as const,
        reason: event === "BufferCancelled" ? "a confirmed loss, met from the buffer" : "a loss, made good",
        link: `/v1/history?transaction=${transaction_hash}`,
      };
    }),
  ].toSorted((a, b) => (a.first < b.first ? -1 : 1));
};

const recordOf = (
  { id, status, owner, host_country, programme_reference, record, methodology }: ProjectRow,
  events: Awaited<ReturnType<typeof milestones>>,
  base: string,
) => {
  const activated = events.find(({ event }) => event === "ProjectActivated");
  return {
    projectId: id,
    originProjectId: programme_reference || id,
    registryOfOrigin: "Sixfold",
    currentRegistry: "Sixfold" as const,
    program: null,
    projectName: null,
    projectLink: `${base}/projects/${id}`,
    projectDeveloper: owner,
    sector: null,
    projectType: null,
    coveredByNDC: "Unknown" as const,
    projectStatus: STATUSES[status - 1]!,
    projectStatusDate: instantOf(events[0]!.at),
    unitMetric: "tCO2e" as const,
    methodology: `${methodology.name} ${methodology.version}`,
    validationBody: record.validatedBy ?? null,
    validationDate: activated === undefined ? null : instantOf(activated.at),
    projectLocations: [{ country: host_country, geographicIdentifier: `${base}/v1/projects/${id}/ground` }],
    estimations: [
      {
        creditingPeriodStart: instantOf(record.creditingStart),
        creditingPeriodEnd: instantOf(record.creditingEnd),
        unitCount: null,
      },
    ],
  };
};

export const cadTrustRoute = stateRoute({
  path: "/v1/projects/{id}/cad-trust",
  tag: "exports",
  summary: "A project, its issuances and units in the data model of the Climate Action Data Trust, version 1",
  description:
    "Units are whole tonnes there and kilograms here: `kg` beside each record is the exact amount. Country codes are " +
    "ISO 3166-1 alpha-2. What the model requires and the chain does not hold is null, and named in `missing`.",
  params: byNumber,
  answer: exported,
  find: async ({ params: { id } }, { trx }, { chain, publicUrl: base = "" }) => {
    const project = found(await projectRow(trx, id), "project", id);
    const batches = await batchesOf(trx, id);
    const units = [];
    for (const batch of batches) {
      const [issued, buffered] = [BigInt(batch.issued_kg), BigInt(batch.buffered_kg)];
      units.push(
        ...unitsOf(
          {
            id: batch.id,
            reportId: batch.report_id,
            periodEnd: instantOf(batch.report.periodEnd),
            pool: poolOf(project.pool),
            kind: wordOf(UNIT_KINDS, project.methodology.unitKind),
            heldKg: issued - buffered - BigInt(batch.retired_kg) - BigInt(batch.cancelled_kg),
            bufferedKg: buffered,
            bufferPool: chain.deployment.contracts.BufferPool,
            spent: await spentOf(trx, batch.id),
          },
          base,
        ),
      );
    }
    return {
      model: "CAD Trust 1" as const,
      project: {
        record: recordOf(project, await milestones(trx, id), base),
        missing: ["projectName", "sector", "projectType"],
      },
      issuances: batches.map(({ report_id, report, posted }) => ({
        id: report_id,
        startDate: instantOf(report.periodStart),
        endDate: instantOf(report.periodEnd),
        verificationApproach:
          "Run again by a quorum of operators and by an accredited verifier, from one bundle of evidence",
        verificationDate: instantOf(posted),
        verificationBody: report.verifier,
      })),
      units,
    };
  },
});
