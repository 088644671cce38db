import type { Scorecard } from "../../resources/scorecards.ts";
import { ask } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { day, whole } from "../base/format.ts";
import { link, section } from "../parts/facts.ts";
import { problem } from "../parts/problem.ts";
import { t } from "../words/index.ts";

const REQUIREMENTS = ["real", "additional", "measurable", "verified", "permanent", "unique"] as const;

const shown = (card: Scorecard): readonly HTMLElement[] => [
  h(
    "ul",
    { class: "steps scorecard" },
    ...REQUIREMENTS.map((name) => {
      const { met, because } = card[name];
      return h(
        "li",
        { class: met ? "holds" : "fails" },
        h("span", { class: "mark", "aria-hidden": "true" }, met ? "✓" : "✗"),
        h(
          "span",
          {},
          h("strong", {}, t(`scorecard.${name}`)),
          ` ${t(met ? "scorecard.met" : "scorecard.notMet")}`,
          // The contracts' state in the oracle's own sentence, which has one language.
          h("small", { lang: "en" }, because),
        ),
      );
    }),
  ),
  h("p", { class: "as-of" }, t("scorecard.at", { block: whole(card.block), day: day(card.at) })),
  h("p", {}, link(`/v1/batches/${card.batchId}/scorecard`, "JSON")),
];

/** The six requirements of a batch, as the contracts' state has them at the newest block. */
export const scorecardPanel = (batchId: string): HTMLElement => {
  const body = h("div", { role: "status" }, t("busy"));
  void ask<Scorecard>(`/v1/batches/${batchId}/scorecard`).then(
    (card) => replace(body, ...shown(card)),
    (error: unknown) => replace(body, problem(error)),
  );
  return section(t("scorecard.title"), body);
};
