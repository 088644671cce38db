import { sql } from "kysely";
import * as z from "zod";

import { digest, instant, instantOf, kg, number } from "../http/fields.ts";
import { inPages } from "./in-pages.ts";
import { registerRoute } from "./register.ts";
import { REPORT_KINDS, REPORT_STATES, wordAfterNone } from "./words.ts";

const CREDIT = `${REPORT_KINDS.indexOf("credit")}`;

const columns = {
  project: number,
  report: digest,
  periodStart: instant,
  periodEnd: instant,
  state: z.enum(REPORT_STATES),
  measuredKg: kg,
  baselineKg: kg,
  leakageKg: kg,
  halfWidthKg: kg.meta({ description: "Half-width of the 90 % interval; deducted by the methodology's rule, not as it is" }),
  deductionKg: kg,
  earlierKg: kg.meta({
    description:
      "Below nought: losses and shortfalls that earlier periods left, or credited before. Above: a period that earned " +
      "less than nothing counts as nothing, and is carried over",
  }),
  netKg: kg.meta({ description: "measured - baseline - leakage - deduction + earlier" }),
  bufferKg: kg.meta({ description: "Of the net" }),
  creditsKg: kg.meta({ description: "The rest of the net: the owner's, unless a loss takes them at once" }),
  batch: number.nullable().meta({ description: "Null until it is issued" }),
}; // prettier-ignore

export type AccountLine = z.output<z.ZodObject<typeof columns, z.core.$strict>>;

/** How each vintage's credits come about. What was struck stays a line. */
export const accounting = registerRoute({
  name: "accounting",
  summary: "The account of each vintage, a line a report that was to be credited; every line adds up",
  columns,
  key: ["whole", "whole", "digest"],
  rows: async (trx, page) =>
    (
      await trx
        .selectFrom("reports")
        .leftJoin("batches", "batches.report_id", "reports.id")
        .selectAll("reports")
        .select("batches.id as batch")
        .where(sql`reports.record->>'kind'`, "=", CREDIT)
        .$call((query) => inPages(query, ["reports.project_id", "reports.period_start", "reports.id"], page))
        .execute()
    ).map(({ id, project_id, period_start, record, batch }) => {
      const gross = BigInt(record.measuredKg) - BigInt(record.baselineKg) - BigInt(record.leakageKg);
      const net = BigInt(record.netKg);
      return {
        key: [project_id, period_start, id],
        row: {
          project: project_id,
          report: id,
          periodStart: instantOf(record.periodStart),
          periodEnd: instantOf(record.periodEnd),
          state: wordAfterNone(REPORT_STATES, record.state),
          measuredKg: record.measuredKg,
          baselineKg: record.baselineKg,
          leakageKg: record.leakageKg,
          halfWidthKg: record.halfWidthKg,
          deductionKg: record.deductionKg,
          earlierKg: `${net - (gross - BigInt(record.deductionKg))}`,
          netKg: record.netKg,
          bufferKg: record.bufferKg,
          creditsKg: `${net - BigInt(record.bufferKg)}`,
          batch,
        },
      };
    }),
});
