import type { Methodology } from "../../resources/methodologies.ts";
import type { Report } from "../../resources/reports.ts";
import { ask, askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { co2, hectares, moment, percent, period, tonnes } from "../base/format.ts";
import { chip, facts, hash, link, section } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import { accountOf } from "./accounting.ts";
import { verifyPanel } from "./verify-panel.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

const TONES = { pending: "wait", frozen: "bad", struck: "bad" } as const;

/** What became of a report. */
export const stateChip = ({ state, batchId }: Report): HTMLElement =>
  batchId === null ? chip(TONES[state], wordOf("reportState", state)) : chip("good", t("reportState.issued"));

/** What a report comes to, in one sentence. */
export const verdictOf = (report: Report, { unitKind }: Methodology): string => {
  const { gross, halfWidth, net } = accountOf(report);
  const values = {
    period: period(report.period),
    net: co2(net),
    kind: wordOf("earned", unitKind),
    gross: tonnes(gross),
    low: tonnes(gross - halfWidth),
    high: tonnes(gross + halfWidth),
    observed: percent(BigInt(report.observedM2), BigInt(report.claimedM2)),
    area: hectares(report.claimedM2),
  };
  if (report.state === "struck") return t("verdict.struck", values);
  if (report.kind === "observation") return t("verdict.observation", values);
  return t(net > 0n ? "verdict.earned" : "verdict.nothing", values);
};

const accounting = (report: Report): HTMLElement => {
  const { measured, baseline, leakage, gross, halfWidth, deduction, rest, net } = accountOf(report);
  const line = (name: string, kg: bigint, why: string | null, className = ""): HTMLElement =>
    h(
      "tr",
      { class: className },
      h("th", { scope: "row" }, name, why === null ? null : h("small", {}, why)),
      h("td", {}, tonnes(kg)),
    );
  return h(
    "table",
    { class: "account" },
    h("caption", { class: "hidden" }, t("account.title")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("account.line")), h("th", { scope: "col" }, "t CO₂e"))),
    h(
      "tbody",
      {},
      line(t("account.measured"), measured, t("account.measuredWhy")),
      line(t("account.baseline"), -baseline, t("account.baselineWhy")),
      line(t("account.leakage"), -leakage, t("account.leakageWhy")),
      line(t("account.gross"), gross, t("account.interval", { half: tonnes(halfWidth) }), "subtotal"),
      line(t("account.deduction"), -deduction, t("account.deductionWhy")),
      rest === 0n ? null : line(t("account.rest"), rest, t(rest < 0n ? "account.debtWhy" : "account.floorWhy")),
      line(t("account.net"), net, null, "total"),
      line(t("account.buffer"), BigInt(report.bufferKg), t("account.bufferWhy")),
    ),
  );
};

const challenge = (report: Report): Child =>
  report.batchId === null
    ? t(`challenge.${report.state}`, { time: moment(report.issuableAt) })
    : [
        t("challenge.issued"),
        " ",
        link(`/batches/${report.batchId}`, t("batch.of", { vintage: period(report.period) })),
      ];

const restsOn = (report: Report): HTMLElement =>
  facts([
    [t("report.state"), [stateChip(report), " ", challenge(report)]],
    [
      t("report.observed"),
      t("report.observedOf", {
        observed: hectares(report.observedM2),
        claimed: hectares(report.claimedM2),
        share: percent(BigInt(report.observedM2), BigInt(report.claimedM2)),
      }),
    ],
    [
      t("report.signers"),
      [
        t("report.quorum", {
          signed: `${report.signers.length}`,
          of: `${report.operators}`,
          quorum: `${report.quorum}`,
        }),
        h("ul", { class: "plain" }, ...report.signers.map((signer) => h("li", {}, hash(signer)))),
      ],
    ],
    [t("report.verifier"), hash(report.verifier)],
    [
      t("report.evidence"),
      [hash(report.evidence.cid), ...report.evidence.car.map((car) => [" ", link(car, t("report.car"))])],
    ],
    [t("report.id"), hash(report.id)],
    [t("report.transaction"), hash(report.transaction)],
    [t("report.posted"), moment(report.postedAt)],
    report.previous === null
      ? null
      : [t("report.previous"), link(`/reports/${report.previous}`, hash(report.previous))],
  ]);

export const reportView: MakeView = async ({ id, left }) => {
  const answer = await askWhole<Report>(`/v1/reports/${id}`);
  const report = answer.value;
  const methodology = await ask<Methodology>(`/v1/methodologies/${report.methodologyId}`);
  return {
    title: t("report.title", { period: period(report.period) }),
    content: [
      h("p", { class: "lead" }, verdictOf(report, methodology)),
      h("p", {}, link(`/projects/${report.projectId}`, t("report.ofProject", { id: report.projectId }))),
      section(t("account.title"), accounting(report)),
      section(t("report.restsOn"), restsOn(report)),
      section(t("verify.title"), verifyPanel(report, methodology, left)),
      section(t("blind.title"), h("p", {}, t("blind.text"))),
      asOf(answer),
      h("p", {}, link(`/v1/reports/${id}`, "JSON")),
    ],
  };
};
