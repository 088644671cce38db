import * as z from "zod";

import { signersOf } from "../../oracle/chain/operator-sets.ts";
import { CAUSES } from "../../oracle/core/statements/alert.ts";
import { address, digest, instantOf, instant, kg, number, span, spanOf, squareMetres } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { inPages } from "./in-pages.ts";
import { evidence } from "./shapes.ts";
import { ALERT_STATES, evidenceOf, wordOf } from "./words.ts";

const alert = z
  .strictObject({
    id: digest,
    projectId: number,
    state: z.enum(ALERT_STATES),
    cause: z.enum(CAUSES),
    between: span.meta({ description: "The look that found the stock there, and the one that found it gone" }),
    lostM2: squareMetres,
    lossKg: kg.meta({ description: "Upper bound" }),
    countedKg: kg.meta({ description: "What it adds to the losses of its project, once it is confirmed" }),
    opener: address.nullable().meta({ description: "None where a quorum confirmed it at once" }),
    signers: z.array(address).meta({ description: "Who confirmed it; confirmed by nobody is confirmed by silence" }),
    observationId: digest.nullable().meta({ description: "What dismissed it" }),
    firstSaidAt: instant,
    transaction: digest,
    evidence,
  })
  .meta({ id: "Alert" });
export type Alert = z.output<typeof alert>;

export const alertsRoute = listRoute({
  path: "/v1/alerts",
  tag: "permanence",
  summary: "Alerts, in the order in which they were first said",
  filters: { project: number.optional(), state: z.enum(ALERT_STATES).optional() },
  item: alert,
  key: ["whole", "integer"],
  rows: ({ filters: { project, state } }, page, { trx }) =>
    trx
      .selectFrom("alerts")
      .innerJoin(
        // Said when it was opened, or confirmed at once.
        (eb) =>
          eb
            .selectFrom("logs")
            .distinctOn("statement_id")
            .select(["statement_id", "block_number", "log_index", "transaction_hash"])
            .where("event", "in", ["AlertOpened", "AlertConfirmed"])
            .orderBy("statement_id")
            .orderBy("block_number")
            .orderBy("log_index")
            .as("said"),
        (join) => join.onRef("said.statement_id", "=", "alerts.id"),
      )
      .innerJoin("blocks", "blocks.number", "said.block_number")
      .selectAll("alerts")
      .select([
        "said.block_number as block",
        "said.log_index as log",
        "said.transaction_hash as transaction",
        "blocks.timestamp as said_at",
      ])
      .select(({ selectFrom }) =>
        selectFrom("operator_sets")
          .select("operator_sets.record")
          .whereRef("operator_sets.digest", "=", "alerts.operator_set")
          .orderBy("epoch")
          .limit(1)
          .as("set"),
      )
      .$if(project !== undefined, (query) => query.where("project_id", "=", project!))
      .$if(state !== undefined, (query) => query.where("state", "=", state!))
      .$call((query) => inPages(query, ["said.block_number", "said.log_index"], page))
      .execute(),
  keyOf: ({ block, log }) => [block, log],
  view: ({ id, project_id, record, set, transaction, said_at }, around) => ({
    id,
    projectId: project_id,
    state: record.state,
    cause: wordOf(CAUSES, record.cause),
    between: spanOf(record.spanStart, record.spanEnd),
    lostM2: record.lostM2,
    lossKg: record.lossKg,
    countedKg: record.countedKg,
    opener: record.opener ?? null,
    signers: [...signersOf(record.signedBy, set?.operators ?? [])],
    observationId: record.observationId ?? null,
    firstSaidAt: instantOf(said_at),
    transaction,
    evidence: evidenceOf(record.evidence, around),
  }),
});

const observation = z
  .strictObject({
    id: digest,
    projectId: number,
    between: span.meta({ description: "The first look and the last" }),
    claimedM2: squareMetres,
    observedM2: squareMetres,
    dismisses: digest.nullable().meta({ description: "An alert" }),
    signers: z.array(address),
    saidAt: instant,
    transaction: digest,
    evidence,
  })
  .meta({ id: "Observation" });

export const observationsRoute = listRoute({
  path: "/v1/observations",
  tag: "permanence",
  summary: "Observations, oldest first",
  filters: { project: number.optional() },
  item: observation,
  key: ["whole", "integer"],
  rows: ({ filters: { project } }, page, { trx }) =>
    trx
      .selectFrom("observations")
      .innerJoin("logs", (join) =>
        join.onRef("logs.statement_id", "=", "observations.id").on("logs.event", "=", "ProjectObserved"),
      )
      .innerJoin("blocks", "blocks.number", "logs.block_number")
      .selectAll("observations")
      .select([
        "logs.block_number as block",
        "logs.log_index as log",
        "logs.transaction_hash as transaction",
        "blocks.timestamp as said_at",
      ])
      .select(({ selectFrom }) =>
        selectFrom("operator_sets")
          .select("operator_sets.record")
          .whereRef("operator_sets.digest", "=", "observations.operator_set")
          .orderBy("epoch")
          .limit(1)
          .as("set"),
      )
      .$if(project !== undefined, (query) => query.where("observations.project_id", "=", project!))
      .$call((query) => inPages(query, ["logs.block_number", "logs.log_index"], page))
      .execute(),
  keyOf: ({ block, log }) => [block, log],
  view: ({ id, project_id, record, set, transaction, said_at }, around) => ({
    id,
    projectId: project_id,
    between: spanOf(record.spanStart, record.spanEnd),
    claimedM2: record.claimedM2,
    observedM2: record.observedM2,
    dismisses: /^0x0+$/.test(record.alertId) ? null : record.alertId,
    signers: [...signersOf(record.signedBy, set?.operators ?? [])],
    saidAt: instantOf(said_at),
    transaction,
    evidence: evidenceOf(record.evidence, around),
  }),
});
