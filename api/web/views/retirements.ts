import type { Retirement } from "../../resources/retirements.ts";
import { askList } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { moment, tonnes } from "../base/format.ts";
import { link, more, table } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import type { MakeView } from "./view.ts";

export const retirementsView: MakeView = async () => {
  const { items, next } = await askList<Retirement>("/v1/retirements");
  return {
    title: t("retirements.title"),
    content: [
      h("p", { class: "lead" }, t("retirements.lead")),
      table(
        t("retirements.title"),
        [
          t("certificate.number"),
          "t CO₂e",
          t("certificate.beneficiary"),
          t("certificate.purpose"),
          t("certificate.retiredAt"),
        ],
        items.map((each) => [
          link(`/certificates/${each.certificateId}`, each.certificateId),
          tonnes(each.kg),
          h("bdi", {}, each.beneficiary),
          wordOf("purpose", each.purpose),
          moment(each.retiredAt),
        ]),
        t("retirements.none"),
      ),
      more(next, "/v1/retirements"),
      h("p", {}, link("/v1/registers/retired?format=csv", "CSV")),
    ],
  };
};
