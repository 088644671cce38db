import type { MethodologyRules } from "../../resources/methodology-rules.ts";
import type { Methodology } from "../../resources/methodologies.ts";
import { ask, askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { whole } from "../base/format.ts";
import { chip, facts, hash, link, section, table } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

const DAY_SECONDS = 86_400;

const days = (seconds: number): string =>
  t("methodology.days", { days: whole(`${Math.round(seconds / DAY_SECONDS)}`) });
/** Millionths as a percentage; nothing is rounded. */
const share = (ppm: number): string => `${ppm / 10_000} %`;

const terms = (methodology: Methodology): HTMLElement =>
  facts([
    [t("project.pool"), wordOf("pool", methodology.pool)],
    [t("methodology.unit"), wordOf("unit", methodology.unitKind)],
    [t("rater.maturity"), wordOf("maturity", methodology.maturity)],
    [t("methodology.z"), `${methodology.deductionZPpm / 1_000_000}`],
    [t("methodology.halfWidth"), share(methodology.maxHalfWidthPpm)],
    [t("methodology.observed"), share(methodology.minObservedPpm)],
    [t("methodology.buffer"), share(methodology.bufferPpm)],
    [t("methodology.monitoring"), t("methodology.years", { years: `${methodology.monitoringYears}` })],
    [t("methodology.window"), days(methodology.challengeWindow)],
    [t("methodology.least"), days(methodology.minPeriod)],
    [t("methodology.cap"), `${whole(`${methodology.maxKgPerHaYear}`)} kg CO₂e/ha`],
    [t("methodology.parameters"), hash(methodology.parametersDigest)],
    [t("methodology.program"), hash(methodology.programDigest)],
  ]);

/** The code's own words stay in their language. */
const inCode = (text: string): HTMLElement => h("span", { lang: "en" }, text);

const parameters = ({ service, rules, isReference }: MethodologyRules): readonly Child[] => [
  service === null
    ? null
    : h(
        "p",
        { class: isReference ? "good" : "warning" },
        t(isReference ? "methodology.reference" : "methodology.others"),
      ),
  table(
    t("methodology.rules"),
    [t("methodology.field"), t("methodology.value"), t("methodology.unitOf"), t("methodology.meaning")],
    rules.map(({ field, value, unit, meaning }) => [
      h("code", {}, field),
      value === null ? "–" : h("code", {}, value.length > 60 ? `${value.slice(0, 60)}…` : value),
      unit,
      inCode(meaning),
    ]),
    t("methodology.noCode"),
  ),
];

export const methodologyView: MakeView = async ({ id }) => {
  const [answer, rules] = await Promise.all([
    askWhole<Methodology>(`/v1/methodologies/${id}`),
    ask<MethodologyRules>(`/v1/methodologies/${id}/rules`),
  ]);
  const methodology = answer.value;
  const isOpen = methodology.active && !methodology.closed;
  return {
    title: t("methodology.title", { name: `${methodology.name} ${methodology.version}` }),
    content: [
      h("p", {}, chip(isOpen ? "good" : "plain", t(isOpen ? "methodology.open" : "methodology.closed"))),
      section(t("methodology.terms"), terms(methodology)),
      section(
        t("methodology.equations"),
        table(
          t("methodology.equations"),
          [t("methodology.equation"), t("methodology.source")],
          rules.equations.map(({ equation, source }) => [h("code", {}, equation), inCode(source)]),
          t("none"),
        ),
      ),
      section(t("methodology.rules"), ...parameters(rules)),
      section(t("blind.title"), h("p", {}, t("blind.text"))),
      asOf(answer),
      h("p", {}, link(methodology.self, "JSON"), " · ", link(rules.self, t("methodology.rulesJson"))),
    ],
  };
};
