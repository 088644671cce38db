import { sql } from "kysely";
import { getAddress } from "viem";
import type { Hex } from "viem";
import * as z from "zod";

import { signersOf } from "../../oracle/chain/operator-sets.ts";
import { address, digest, instant, instantOf, number } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { inPages } from "./in-pages.ts";
import { evidence } from "./shapes.ts";
import { CHALLENGE_STATES, evidenceOf } from "./words.ts";

const challenge = z
  .strictObject({
    id: digest,
    reportId: digest,
    state: z.enum(CHALLENGE_STATES),
    challenger: address,
    bondWei: number,
    counterEvidence: evidence,
    openedAt: instant,
    decidedBy: instant.meta({ description: "From then on silence strikes the report" }),
    resolution: z
      .strictObject({ id: digest, evidence, signers: z.array(address) })
      .nullable()
      .meta({ description: "None while it is open, and where nobody decided" }),
    transaction: digest,
  })
  .meta({ id: "Challenge" });

export const challengesRoute = listRoute({
  path: "/v1/challenges",
  tag: "reports",
  summary: "Challenges of reports, oldest first",
  filters: { report: digest.optional(), state: z.enum(CHALLENGE_STATES).optional() },
  item: challenge,
  key: ["whole", "integer"],
  rows: ({ filters: { report, state } }, page, { trx }) =>
    trx
      .selectFrom("challenges")
      .innerJoin("logs", (join) =>
        join
          .onRef("logs.statement_id", "=", "challenges.report_id")
          .on("logs.event", "=", "ReportChallenged")
          // A report may be challenged more than once.
          .on(sql`logs.args->>'challengeId'`, "=", sql`challenges.id`),
      )
      .innerJoin("blocks", "blocks.number", "logs.block_number")
      .leftJoin("operator_sets", "operator_sets.epoch", "challenges.epoch")
      .selectAll("challenges")
      .select([
        "operator_sets.record as set",
        "logs.block_number as block",
        "logs.log_index as log",
        "logs.transaction_hash as transaction",
        "blocks.timestamp as opened_at",
      ])
      .$if(report !== undefined, (query) => query.where("challenges.report_id", "=", report! as Hex))
      .$if(state !== undefined, (query) => query.where("challenges.state", "=", state!))
      .$call((query) => inPages(query, ["logs.block_number", "logs.log_index"], page))
      .execute(),
  keyOf: ({ block, log }) => [block, log],
  view: ({ id, report_id, record, set, transaction, opened_at }, around) => ({
    id,
    reportId: report_id,
    state: record.state,
    challenger: record.challenger,
    bondWei: record.bond,
    counterEvidence: evidenceOf(record.evidence, around),
    openedAt: instantOf(opened_at),
    decidedBy: instantOf(record.deadline),
    resolution: record.resolution
      ? {
          id: record.resolution.resolutionId,
          evidence: evidenceOf(record.resolution.evidence, around),
          signers: [...signersOf(record.resolution.resolvedBy, set?.operators ?? [])],
        }
      : null,
    transaction,
  }),
});

const stake = z.strictObject({ account: address, amountWei: number }).meta({ id: "Stake" });

export const stakesRoute = listRoute({
  path: "/v1/stakes",
  tag: "reports",
  summary: "What operators, verifiers and challengers have at stake, by account",
  filters: { account: address.optional() },
  item: stake,
  key: ["account"],
  rows: ({ filters: { account } }, page, { trx }) =>
    trx
      .selectFrom("stakes")
      .selectAll()
      .$if(account !== undefined, (query) => query.where("account", "=", getAddress(account!)))
      .$call((query) => inPages(query, ["account"], page))
      .execute(),
  keyOf: ({ account }) => [account],
  view: ({ account, amount_wei }) => ({ account, amountWei: amount_wei }),
});
