import { getAddress } from "viem";
import * as z from "zod";

import { address, digest, instant, instantOf, kg, number, span, spanOf, whole } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { found } from "./found.ts";
import { inPages } from "./in-pages.ts";
import { byNumber, self } from "./shapes.ts";

const batch = z
  .strictObject({
    id: number.meta({ description: "The ERC-1155 id" }),
    self,
    projectId: number,
    reportId: digest,
    vintage: span,
    issuedKg: kg,
    circulatingKg: kg.meta({ description: "Issued less buffered, retired and cancelled" }),
    bufferedKg: kg,
    retiredKg: kg,
    cancelledKg: kg,
    serials: z
      .strictObject({ first: whole, last: whole, nextSpent: whole })
      .meta({ description: "One a kilogram. Those before `nextSpent` are retired or cancelled." }),
    issuedAt: instant,
    transaction: digest,
  })
  .meta({ id: "Batch" });
export type Batch = z.output<typeof batch>;

export const batchRows = (trx: Trx) =>
  trx
    .selectFrom("batches")
    .innerJoin("reports", "reports.id", "batches.report_id")
    .innerJoin("logs", (join) => join.onRef("logs.batch_id", "=", "batches.id").on("logs.event", "=", "CreditsIssued"))
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .selectAll("batches")
    .select(["reports.record as report", "logs.transaction_hash as transaction", "blocks.timestamp as issued"])
    .select("logs.block_number as issued_in");

export type BatchRow = Awaited<ReturnType<ReturnType<typeof batchRows>["executeTakeFirstOrThrow"]>>;

const view = ({ id, project_id, report_id, report, transaction, issued, ...row }: BatchRow): z.input<typeof batch> => {
  const [issuedKg, bufferedKg, retiredKg, cancelledKg] = [
    BigInt(row.issued_kg),
    BigInt(row.buffered_kg),
    BigInt(row.retired_kg),
    BigInt(row.cancelled_kg),
  ];
  return {
    id,
    self: `/v1/batches/${id}`,
    projectId: project_id,
    reportId: report_id,
    vintage: spanOf(report.periodStart, report.periodEnd),
    issuedKg: `${issuedKg}`,
    circulatingKg: `${issuedKg - bufferedKg - retiredKg - cancelledKg}`,
    bufferedKg: `${bufferedKg}`,
    retiredKg: `${retiredKg}`,
    cancelledKg: `${cancelledKg}`,
    serials: { first: "0", last: `${issuedKg - 1n}`, nextSpent: `${retiredKg + cancelledKg}` },
    issuedAt: instantOf(issued),
    transaction,
  };
};

export const batchesRoute = listRoute({
  path: "/v1/batches",
  tag: "batches",
  summary: "Batches: one report's credits each",
  filters: { project: number.optional() },
  item: batch,
  key: ["whole"],
  rows: ({ filters: { project } }, page, { trx }) =>
    batchRows(trx)
      .$if(project !== undefined, (query) => query.where("batches.project_id", "=", project!))
      .$call((query) => inPages(query, ["batches.id"], page))
      .execute(),
  keyOf: ({ id }) => [id],
  view,
});

export const batchRoute = stateRoute({
  path: "/v1/batches/{id}",
  tag: "batches",
  summary: "A batch and where its kilograms are",
  params: byNumber,
  answer: batch,
  find: async ({ params: { id } }, { trx }) =>
    view(found(await batchRows(trx).where("batches.id", "=", id).executeTakeFirst(), "batch", id)),
});

const holding = z.strictObject({ holder: address, batchId: number, projectId: number, vintage: span, kg }).meta({ id: "Holding" }); // prettier-ignore

export const holdingsRoute = listRoute({
  path: "/v1/holdings/{address}",
  tag: "holdings",
  summary: "What an address holds, by batch",
  params: z.strictObject({ address }),
  filters: {},
  item: holding,
  key: ["whole"],
  rows: ({ params }, page, { trx }) =>
    trx
      .selectFrom("balances")
      .innerJoin("batches", "batches.id", "balances.batch_id")
      .innerJoin("reports", "reports.id", "batches.report_id")
      .selectAll("balances")
      .select(["batches.project_id as project", "reports.record as report"])
      .where("holder", "=", getAddress(params.address))
      .$call((query) => inPages(query, ["balances.batch_id"], page))
      .execute(),
  keyOf: ({ batch_id }) => [batch_id],
  view: ({ holder, batch_id, project, report, kg: amount }) => ({
    holder,
    batchId: batch_id,
    projectId: project,
    vintage: spanOf(report.periodStart, report.periodEnd),
    kg: amount,
  }),
});
