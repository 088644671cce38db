import type { Batch } from "../../resources/batches.ts";
import { askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { moment, period, whole } from "../base/format.ts";
import { facts, hash, link, section } from "../parts/facts.ts";
import { supplyBar } from "../parts/supply-bar.ts";
import { t } from "../words/index.ts";
import { retirePanel } from "./retire-panel.ts";
import { scorecardPanel } from "./scorecard-panel.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

export const batchView: MakeView = async ({ id, left }) => {
  const answer = await askWhole<Batch>(`/v1/batches/${id}`);
  const batch = answer.value;
  return {
    title: t("batch.of", { vintage: period(batch.vintage) }),
    content: [
      section(t("project.supply"), supplyBar(batch)),
      section(
        t("batch.about"),
        facts([
          [t("batch.project"), link(`/projects/${batch.projectId}`, t("report.ofProject", { id: batch.projectId }))],
          [t("batch.report"), link(`/reports/${batch.reportId}`, hash(batch.reportId))],
          [
            t("batch.serials"),
            t("batch.serialsOf", { first: whole(batch.serials.first), last: whole(batch.serials.last) }),
          ],
          [t("batch.issued"), moment(batch.issuedAt)],
          [t("report.transaction"), hash(batch.transaction)],
          [t("batch.token"), hash(batch.id)],
        ]),
      ),
      scorecardPanel(id),
      retirePanel(batch, left),
      asOf(answer),
      h("p", {}, link(`/v1/batches/${id}`, "JSON")),
    ],
  };
};
