import * as z from "zod";

import { signersOf } from "../../oracle/chain/operator-sets.ts";
import { address, digest, instant, instantOf, kg, number, span, spanOf, squareMetres } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { found } from "./found.ts";
import { inPages } from "./in-pages.ts";
import { byDigest, evidence, self } from "./shapes.ts";
import type { Surroundings } from "../http/snapshot.ts";
import { REPORT_KINDS, REPORT_STATES, evidenceOf, wordAfterNone, wordOf } from "./words.ts";

const report = z
  .strictObject({
    id: digest,
    self,
    projectId: number,
    methodologyId: z.int(),
    state: z.enum(REPORT_STATES),
    kind: z.enum(REPORT_KINDS),
    period: span,
    measuredKg: kg.meta({ description: "Rounded down" }),
    baselineKg: kg.meta({ description: "Rounded up" }),
    leakageKg: kg.meta({ description: "Rounded up" }),
    lossKg: kg.meta({ description: "Upper bound of what was lost beside that" }),
    halfWidthKg: kg.meta({ description: "Half-width of the 90 % interval, rounded up" }),
    deductionKg: kg.meta({ description: "Taken off for that, by the contract" }),
    netKg: kg.meta({ description: "What the contract makes of it: never more is issued" }),
    bufferKg: kg,
    netLossKg: kg.meta({ description: "What a reversible project lost on the whole, with its doubt added" }),
    countedKg: kg.nullable().meta({ description: "What that adds to the project's losses; null until it is counted" }),
    claimedM2: squareMetres,
    observedM2: squareMetres.meta({ description: "The rest earns nothing" }),
    groundRoot: digest,
    previous: digest.nullable(),
    verifier: address,
    signers: z.array(address).meta({ description: "Operators that signed exactly this, each after running it again" }),
    quorum: z.int(),
    operators: z.int(),
    postedAt: instant,
    issuableAt: instant.meta({ description: "End of the challenge window" }),
    held: z.boolean().meta({ description: "Whether the guardian made the window longer" }),
    transaction: digest.meta({ description: "Holds the signatures" }),
    batchId: number.nullable(),
    evidence,
  })
  .meta({ id: "Report" });
export type Report = z.output<typeof report>;

const rows = (trx: Trx) =>
  trx
    .selectFrom("reports")
    .innerJoin("logs", (join) =>
      join.onRef("logs.statement_id", "=", "reports.id").on("logs.event", "=", "ReportPosted"),
    )
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .innerJoin("operator_sets", "operator_sets.epoch", "reports.epoch")
    .leftJoin("batches", "batches.report_id", "reports.id")
    .selectAll("reports")
    .select(["blocks.timestamp as posted", "operator_sets.record as set", "batches.id as batch"]);

type Row = Awaited<ReturnType<ReturnType<typeof rows>["executeTakeFirstOrThrow"]>>;

const view = ({ id, record, posted, set, batch }: Row, around: Surroundings): z.input<typeof report> => ({
  id,
  self: `/v1/reports/${id}`,
  projectId: record.projectId,
  methodologyId: record.methodologyId,
  state: wordAfterNone(REPORT_STATES, record.state),
  kind: wordOf(REPORT_KINDS, record.kind),
  period: spanOf(record.periodStart, record.periodEnd),
  measuredKg: record.measuredKg,
  baselineKg: record.baselineKg,
  leakageKg: record.leakageKg,
  lossKg: record.lossKg,
  halfWidthKg: record.halfWidthKg,
  deductionKg: record.deductionKg,
  netKg: record.netKg,
  bufferKg: record.bufferKg,
  netLossKg: record.netLossKg,
  countedKg: record.countedKg ?? null,
  claimedM2: record.claimedM2,
  observedM2: record.observedM2,
  groundRoot: record.groundRoot,
  previous: /^0x0+$/.test(record.previous) ? null : record.previous,
  verifier: record.verifier,
  signers: [...signersOf(record.signedBy, set.operators)],
  quorum: set.quorum,
  operators: set.operators.length,
  postedAt: instantOf(posted),
  issuableAt: instantOf(record.issuableAt),
  held: record.held,
  transaction: record.transactionHash,
  batchId: batch,
  evidence: evidenceOf(record.evidence, around),
});

export const reportsRoute = listRoute({
  path: "/v1/reports",
  tag: "reports",
  summary: "Accepted reports, by project and period",
  description: "A report that was struck stays listed: nothing is withdrawn, its state says what became of it.",
  filters: { project: number.optional(), state: z.enum(REPORT_STATES).optional() },
  item: report,
  key: ["whole", "whole", "digest"],
  rows: ({ filters: { project, state } }, page, { trx }) =>
    rows(trx)
      .$if(project !== undefined, (query) => query.where("reports.project_id", "=", project!))
      .$if(state !== undefined, (query) => query.where("reports.state", "=", REPORT_STATES.indexOf(state!) + 1))
      .$call((query) => inPages(query, ["reports.project_id", "reports.period_start", "reports.id"], page))
      .execute(),
  keyOf: ({ id, project_id, period_start }) => [project_id, period_start, id],
  view,
});

export const reportRoute = stateRoute({
  path: "/v1/reports/{id}",
  tag: "reports",
  summary: "A report: what was measured, by whom it is signed and what it rests on",
  params: byDigest,
  answer: report,
  find: async ({ params: { id } }, { trx }, around) => {
    const row = await rows(trx)
      .where("reports.id", "=", id as `0x${string}`)
      .executeTakeFirst();
    return view(found(row, "report", id), around);
  },
});
