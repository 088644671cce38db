import type { Alert } from "../../resources/watching.ts";
import type { Batch } from "../../resources/batches.ts";
import type { Ground, MultiPolygon } from "../../resources/ground.ts";
import type { LogEntry } from "../../resources/history.ts";
import type { Methodology } from "../../resources/methodologies.ts";
import type { ProjectDetail } from "../../resources/projects.ts";
import type { Report } from "../../resources/reports.ts";
import { ask, askList, askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { co2, country, day, hectares, period, whole, years } from "../base/format.ts";
import { cellsMap } from "../parts/cells-map.ts";
import { facts, hash, link, section } from "../parts/facts.ts";
import { supplyBar } from "../parts/supply-bar.ts";
import { t, wordOf } from "../words/index.ts";
import { measuredChart } from "../parts/measured-chart.ts";
import { accountOf } from "./accounting.ts";
import { historyOf } from "./history-panel.ts";
import { layersPanel } from "./layers-panel.ts";
import { alertsOf, batchesOf, reportsOf } from "./project-lists.ts";
import { nameOf, statusChip } from "./projects.ts";
import { scenesPanel } from "./scenes-panel.ts";
import { stepsList, stepsToCredits } from "./steps-to-credits.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

/** Blocks of claimed cells that are drawn. A forest of 100,000 ha has some 3,000. */
const MOST_BLOCKS = 2_000;

/** The claimed cells, page by page. */
const groundOf = async (
  id: string,
): Promise<{ readonly geometry: readonly MultiPolygon[]; readonly isAll: boolean }> => {
  const geometry: MultiPolygon[] = [];
  let cursor = "";
  do {
    const { features, next } = await ask<Ground>(`/v1/projects/${id}/ground?limit=200${cursor}`);
    geometry.push(...features.map((feature) => feature.geometry));
    if (next === null) return { geometry, isAll: true };
    cursor = `&cursor=${encodeURIComponent(next)}`;
  } while (geometry.length < MOST_BLOCKS);
  return { geometry, isAll: false };
};

const about = (project: ProjectDetail, methodology: Methodology): HTMLElement =>
  facts([
    [t("project.pool"), wordOf("pool", project.pool)],
    [t("project.country"), country(project.hostCountry)],
    [
      t("project.methodology"),
      [
        link(`/methodologies/${methodology.id}`, `${methodology.name} ${methodology.version}`),
        " · ",
        wordOf("unit", methodology.unitKind),
        " · ",
        wordOf("maturity", methodology.maturity),
      ],
    ],
    [t("project.crediting"), period(project.crediting)],
    [t("project.creditedUntil"), project.creditedUntil === null ? t("none") : day(project.creditedUntil)],
    [t("project.area"), project.areaM2 === "0" ? t("project.notValidated") : hectares(project.areaM2)],
    project.programmeReference === "" ? null : [t("project.reference"), project.programmeReference],
    [t("project.owner"), hash(project.owner)],
    project.validatedBy === null ? null : [t("project.validatedBy"), hash(project.validatedBy)],
    [t("project.boundary"), hash(project.boundaryDigest)],
    [t("project.groundRoot"), hash(project.ground.root)],
  ]);

const map = async (id: string, cells: string): Promise<Child> => {
  const { geometry, isAll } = await groundOf(id);
  const drawn = cellsMap(
    [{ className: "claimed", label: t("map.claimed", { cells: whole(cells) }), geometry }],
    t("map.title"),
  );
  if (drawn === undefined) return h("p", { class: "empty" }, t("map.none"));
  return [
    drawn,
    isAll ? null : h("p", {}, t("map.part", { drawn: whole(`${geometry.length}`) })),
    h("p", {}, link(`/v1/projects/${id}/ground`, t("map.geojson"))),
  ];
};

const watching = (
  { permanence: { watch, losses } }: ProjectDetail,
  { reversible, monitoringYears }: Methodology,
): readonly Child[] => [
  h("p", {}, reversible ? t("watch.years", { years: `${monitoringYears}` }) : t("watch.none")),
  reversible
    ? facts([
        [t("watch.observedUntil"), watch.observedUntil === null ? t("none") : day(watch.observedUntil)],
        watch.alertDeadline === null ? null : [t("watch.deadline"), day(watch.alertDeadline)],
        [t("loss.lost"), co2(losses.lostKg)],
        [t("loss.cancelled"), co2(losses.cancelledKg)],
        [t("loss.due"), co2(losses.dueKg)],
        [t("loss.deficit"), co2(losses.deficitKg)],
      ])
    : null,
];

/** What was measured, out of reports that stand. */
const measuring = (reports: readonly Report[], left: AbortSignal): readonly Child[] => {
  const standing = reports.filter(({ kind, state }) => kind === "credit" && state !== "struck");
  if (standing.length === 0) return [];
  return [
    section(
      t("project.measured"),
      measuredChart(standing.map((report) => ({ label: years(report.period), ...accountOf(report) }))),
    ),
    section(t("project.evidence"), layersPanel(standing, left), ...standing.map((report) => scenesPanel(report, left))),
  ];
};

export const projectView: MakeView = async ({ id, left }) => {
  const answer = await askWhole<ProjectDetail>(`/v1/projects/${id}`);
  const project = answer.value;
  const historyPath = `/v1/history?project=${id}`;
  const [methodology, drawn, reported, issued, alerted, happened] = await Promise.all([
    ask<Methodology>(`/v1/methodologies/${project.methodologyId}`),
    map(id, project.ground.edgeCells),
    askList<Report>(`/v1/reports?project=${id}`),
    askList<Batch>(`/v1/batches?project=${id}`),
    askList<Alert>(`/v1/alerts?project=${id}`),
    askList<LogEntry>(historyPath),
  ]);
  return {
    title: nameOf(project),
    content: [
      h("p", {}, statusChip(project.status)),
      project.permanence.watch.openAlert === null ? null : h("p", { class: "warning" }, t("watch.open")),
      project.permanence.losses.deficitKg === "0" ? null : h("p", { class: "warning" }, t("loss.deficitWarning")),
      section(t("project.supply"), supplyBar(project.supply)),
      section(t("project.steps"), stepsList(stepsToCredits(project, methodology, reported.items))),
      section(t("project.about"), about(project, methodology)),
      section(t("project.ground"), drawn),
      ...measuring(reported.items, left),
      section(t("project.reports"), ...reportsOf(reported, id)),
      section(t("project.batches"), ...batchesOf(issued, id)),
      section(t("project.alerts"), ...alertsOf(alerted, id)),
      section(t("project.permanence"), ...watching(project, methodology)),
      section(t("history.title"), ...historyOf(happened, historyPath)),
      asOf(answer),
      h("p", {}, link(`/v1/projects/${id}`, "JSON")),
    ],
  };
};
