import type { Report } from "../../resources/reports.ts";
import { deployment } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { moment, period, whole } from "../base/format.ts";
import { table } from "../parts/facts.ts";
import { problem } from "../parts/problem.ts";
import { t } from "../words/index.ts";

/** The scenes behind a report, used and refused, out of its evidence: fetched when they are asked for. */
export const scenesPanel = (report: Report, left: AbortSignal): HTMLElement => {
  const body = h("div", { role: "status" });
  const load = async (): Promise<void> => {
    replace(body, t("busy"));
    try {
      const { openEvidence } = await import("../evidence/index.ts");
      const { gateways } = await deployment();
      const evidence = await openEvidence(report.evidence.cid, gateways, left);
      const scenes = await evidence.scenes();
      const refused = scenes.filter(({ brokenRule }) => brokenRule !== undefined).length;
      replace(
        body,
        h("p", {}, t("scenes.counted", { used: whole(`${scenes.length - refused}`), refused: whole(`${refused}`) })),
        evidence.manifest.simulated ? h("p", { class: "warning" }, t("scenes.simulated")) : null,
        table(
          t("scenes.title"),
          [t("scenes.taken"), t("scenes.id"), t("scenes.platform"), t("scenes.track"), t("scenes.use")],
          scenes.map(({ id, datetime, platform, track, brokenRule }) => [
            moment(datetime),
            h("code", {}, id),
            platform ?? "–",
            track ?? "–",
            brokenRule === undefined ? t("scenes.used") : t("scenes.refused", { rule: brokenRule }),
          ]),
          t("scenes.none"),
        ),
      );
    } catch (error) {
      if (!left.aborted) replace(body, problem(error));
    }
  };
  return h(
    "details",
    {
      toggle: (event) => {
        if ((event.target as HTMLDetailsElement).open && body.childNodes.length === 0) void load();
      },
    },
    h("summary", {}, t("scenes.of", { period: period(report.period) })),
    body,
  );
};
