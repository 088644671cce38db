import type { AccountLine } from "../../resources/accounting.ts";
import type { Methodology } from "../../resources/methodologies.ts";
import type { Supply } from "../../resources/supply.ts";
import { ask, askList, askWhole } from "../base/ask.ts";
import type { Page } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { link, more, section, table } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import { accountTable, addsUp } from "./account-table.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

const ACCOUNTING = "/v1/registers/accounting";
/** The public registers, as the API has them. */
const REGISTERS = ["accounting", "projects", "issued", "retired", "cancelled", "buffer"] as const;

const downloads = (): readonly Child[] => [
  table(
    t("rater.downloads"),
    [t("rater.register"), t("rater.form")],
    REGISTERS.map((name) => [
      t(`register.${name}`),
      [link(`/v1/registers/${name}?format=csv`, "CSV"), " · ", link(`/v1/registers/${name}`, "JSON")],
    ]),
    t("none"),
  ),
  h(
    "ul",
    {},
    h("li", {}, link("/v1/feed", "Atom"), ` – ${t("rater.feed")}`),
    h("li", {}, link("/v1/history", "JSON"), ` – ${t("rater.history")}`),
    h("li", {}, link("/v1/stac", "STAC"), ` – ${t("rater.stac")}`),
    h("li", {}, link("/openapi.json", "OpenAPI"), ` – ${t("rater.api")}`),
  ),
];

const methodologies = ({ items }: Page<Methodology>): HTMLElement =>
  table(
    t("rater.methodologies"),
    [t("project.methodology"), t("project.pool"), t("rater.maturity"), t("methodology.takes")],
    items.map((each) => [
      link(`/methodologies/${each.id}`, `${each.name} ${each.version}`),
      wordOf("pool", each.pool),
      wordOf("maturity", each.maturity),
      t(each.active && !each.closed ? "methodology.open" : "methodology.closed"),
    ]),
    t("none"),
  );

/** A rater's desk: how every vintage's credits come about, and everything to take along. */
export const raterView: MakeView = async () => {
  const [answer, supply, known] = await Promise.all([
    askWhole<Page<AccountLine>>(`${ACCOUNTING}?limit=200`),
    ask<Supply>("/v1/supply"),
    askList<Methodology>("/v1/methodologies"),
  ]);
  const { items, next } = answer.value;
  const sound = addsUp(items, next === null ? BigInt(supply.issuedKg) : undefined);
  return {
    title: t("rater.title"),
    content: [
      h("p", { class: "lead" }, t("rater.lead")),
      section(
        t("rater.accounts"),
        accountTable(items),
        items.length === 0
          ? null
          : h("p", { class: sound ? "good" : "bad" }, t(sound ? "rater.addsUp" : "supply.doesNot")),
        more(next, ACCOUNTING),
      ),
      section(t("rater.methodologies"), methodologies(known)),
      section(t("rater.downloads"), ...downloads()),
      asOf(answer),
    ],
  };
};
