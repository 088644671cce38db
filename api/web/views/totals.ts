import type { Supply } from "../../resources/supply.ts";
import { askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { co2, whole } from "../base/format.ts";
import { facts, hash, link, section } from "../parts/facts.ts";
import { supplyBar } from "../parts/supply-bar.ts";
import { t } from "../words/index.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

export const totalsView: MakeView = async () => {
  const answer = await askWhole<Supply>("/v1/supply");
  const supply = answer.value;
  return {
    title: t("totals.title"),
    content: [
      h("p", { class: "lead" }, t("totals.lead")),
      supplyBar(supply),
      section(
        t("totals.second"),
        h("p", { class: supply.addsUp ? "good" : "bad" }, t(supply.addsUp ? "totals.agree" : "totals.disagree")),
        facts([
          [t("totals.held"), co2(supply.heldKg)],
          [t("totals.heldByBuffer"), co2(supply.heldByBufferKg)],
          [t("totals.batches"), whole(supply.batches)],
          supply.addsUp ? null : [t("totals.wrong"), supply.batchesThatDoNot.join(", ")],
          [t("totals.contract"), [hash(supply.contract), " ", t("certificate.chain", { id: `${supply.chainId}` })]],
          [t("totals.block"), [whole(supply.block.number), " ", hash(supply.block.hash)]],
        ]),
      ),
      asOf(answer),
      h("p", {}, link("/v1/supply", "JSON")),
    ],
  };
};
