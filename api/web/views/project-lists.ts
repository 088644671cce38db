import type { Batch } from "../../resources/batches.ts";
import type { Report } from "../../resources/reports.ts";
import type { Alert } from "../../resources/watching.ts";
import type { Page } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { hectares, percent, period, short, tonnes } from "../base/format.ts";
import { chip, link, more, table } from "../parts/facts.ts";
import { supplyBar } from "../parts/supply-bar.ts";
import { t, wordOf } from "../words/index.ts";
import { stateChip } from "./report.ts";

/** What was reported of a project. What was struck stays, and is crossed out. */
export const reportsOf = ({ items, next }: Page<Report>, id: string): readonly Child[] => [
  table(
    t("project.reports"),
    [t("report.period"), t("report.net"), t("report.measured"), t("report.observed"), t("report.state")],
    items.map((report) => [
      link(`/reports/${report.id}`, period(report.period)),
      report.state === "struck" ? h("del", {}, tonnes(report.netKg)) : tonnes(report.netKg),
      tonnes(report.measuredKg),
      percent(BigInt(report.observedM2), BigInt(report.claimedM2)),
      stateChip(report),
    ]),
    t("project.noReports"),
  ),
  more(next, `/v1/reports?project=${id}`),
];

/** The credits of a project, batch by batch. */
export const batchesOf = ({ items, next }: Page<Batch>, id: string): readonly Child[] => [
  items.length === 0
    ? h("p", { class: "empty" }, t("project.noBatches"))
    : h(
        "ul",
        { class: "cards wide" },
        ...items.map((batch) =>
          h(
            "li",
            { class: "card" },
            h("h3", {}, link(`/batches/${batch.id}`, t("batch.of", { vintage: period(batch.vintage) }))),
            supplyBar(batch),
            h("p", {}, link(`/batches/${batch.id}#retire`, t("batch.retire"))),
          ),
        ),
      ),
  more(next, `/v1/batches?project=${id}`),
];

const ALERT_TONES = { open: "wait", confirmed: "bad", dismissed: "plain" } as const;

/** What was said to be lost of a project. */
export const alertsOf = ({ items, next }: Page<Alert>, id: string): readonly Child[] => [
  table(
    t("project.alerts"),
    [t("alert.cause"), t("alert.between"), t("alert.loss"), t("alert.area"), t("alert.state"), t("alert.evidence")],
    items.map((alert) => [
      wordOf("cause", alert.cause),
      period(alert.between),
      tonnes(alert.lossKg),
      hectares(alert.lostM2),
      chip(ALERT_TONES[alert.state], wordOf("alertState", alert.state)),
      link(alert.evidence.self, short(alert.evidence.cid)),
    ]),
    t("project.noAlerts"),
  ),
  more(next, `/v1/alerts?project=${id}`),
];
