import * as z from "zod";

import { instantOf, number } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import { tonnesOf } from "../certificate/tell.ts";
import type { Trx } from "../store/schema.ts";
import { atomOf } from "./feed-text.ts";
import type { Entry } from "./feed-text.ts";

const MEDIA = "application/atom+xml";
/** Entries of a feed: readers keep what they have seen. */
const MOST_ENTRIES = 100;

const EVENTS = {
  alerts: ["AlertOpened", "AlertConfirmed", "AlertDismissed"],
  reports: ["ReportPosted", "ReportStruck"],
  retirements: ["CreditsRetired"],
} as const;
const KINDS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

const said = (trx: Trx, events: readonly string[], project: string | undefined) =>
  trx
    .selectFrom("logs")
    .innerJoin("blocks", "blocks.number", "logs.block_number")
    .leftJoin("alerts", "alerts.id", "logs.statement_id")
    .leftJoin("reports", "reports.id", "logs.statement_id")
    .select(["event", "args", "transaction_hash", "log_index", "statement_id", "certificate_id"])
    .select(["blocks.hash as block_hash", "blocks.timestamp as time"])
    .select(["alerts.project_id as alert_project", "reports.project_id as report_project", "alerts.record as alert"])
    .where("event", "in", [...events])
    .$if(project !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb("alerts.project_id", "=", project!),
          eb("reports.project_id", "=", project!),
          eb.exists(
            eb
              .selectFrom("lots")
              .innerJoin("batches", "batches.id", "lots.batch_id")
              .select("lots.batch_id")
              .whereRef("lots.certificate_id", "=", "logs.certificate_id")
              .where("batches.project_id", "=", project!),
          ),
        ]),
      ),
    )
    .orderBy("logs.block_number", "desc")
    .orderBy("logs.log_index", "desc")
    .limit(MOST_ENTRIES)
    .execute();

type Said = Awaited<ReturnType<typeof said>>[number];

const wordsOf = (row: Said): Pick<Entry, "title" | "summary" | "href" | "category"> => {
  const id = row.statement_id ?? "";
  if (row.event.startsWith("Alert")) {
    const became = row.event.replace("Alert", "").toLowerCase();
    const bound = row.alert === null ? "" : `At most ${tonnesOf(row.alert.lossKg)} t CO2e lost. `;
    const href = `/v1/history?statement=${id}`;
    return {
      title: `Alert ${became}: project ${row.alert_project}`,
      summary: `${bound}Alert ${id}.`,
      href,
      category: "alerts",
    };
  }
  if (row.event.startsWith("Report")) {
    const became = row.event === "ReportPosted" ? "accepted" : "struck";
    return {
      title: `Report ${became}: project ${row.report_project}`,
      summary: `Report ${id}.`,
      href: `/v1/reports/${id}`,
      category: "reports",
    };
  }
  const { lots, retirement } = row.args as { lots: { amountKg: string }[]; retirement: { beneficiary: string } };
  const kg = `${lots.reduce((sum, { amountKg }) => sum + BigInt(amountKg), 0n)}`;
  return {
    title: `${tonnesOf(kg)} t CO2e retired`,
    summary: `For ${retirement.beneficiary}. Certificate ${row.certificate_id}.`,
    href: `/v1/certificates/${row.certificate_id}`,
    category: "retirements",
  };
};

export const feedRoute = stateRoute({
  path: "/v1/feed",
  tag: "events",
  summary: "Alerts, reports and retirements as an Atom feed, newest first",
  description: "An entry whose block a reorganisation took is gone from the feed; its id is never used again.",
  query: z.strictObject({
    kind: z.enum(KINDS as [keyof typeof EVENTS]).optional(),
    project: number.optional(),
  }),
  answer: z.string(),
  media: MEDIA,
  find: async ({ query: { kind, project } }, { trx, head }, { chain, publicUrl }) => {
    const rows = await said(
      trx,
      (kind === undefined ? KINDS : [kind]).flatMap((each) => EVENTS[each]),
      project,
    );
    const { timestamp } = (await trx
      .selectFrom("blocks")
      .select("timestamp")
      .where("number", "=", head.state_number)
      .executeTakeFirst()) ?? { timestamp: "0" };
    const base = publicUrl ?? "";
    const query = new URLSearchParams({
      ...(kind === undefined ? {} : { kind }),
      ...(project === undefined ? {} : { project }),
    });
    const self = `${base}/v1/feed${query.size === 0 ? "" : `?${query.toString()}`}`;
    const urn = `urn:sixfold:${chain.chainId}:${chain.deployment.contracts.CarbonCredit.toLowerCase()}`;
    const entries = rows.map((row): Entry => {
      const { href, ...words } = wordsOf(row);
      return {
        ...words,
        id: `${urn}:${row.block_hash}:${row.log_index}`,
        at: instantOf(row.time),
        href: `${base}${href}`,
      };
    });
    const title = `Sixfold on chain ${chain.chainId}: ${kind ?? "alerts, reports and retirements"}`;
    return {
      media: MEDIA,
      content: atomOf({ id: `${urn}:${query.toString()}`, title, self, updated: instantOf(timestamp) }, entries),
    };
  },
});
