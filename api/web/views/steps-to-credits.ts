import type { Methodology } from "../../resources/methodologies.ts";
import type { ProjectDetail } from "../../resources/projects.ts";
import type { Report } from "../../resources/reports.ts";
import { h } from "../base/dom.ts";
import { co2, day, moment, whole } from "../base/format.ts";
import { t } from "../words/index.ts";

/** Something that stands between a project and its credits: done, missing, or a matter of time or of others. */
export type StepToCredits = { readonly state: "holds" | "fails" | "waiting"; readonly text: string };

const SECOND_MS = 1_000;
const holds = (text: string): StepToCredits => ({ state: "holds", text });
const fails = (text: string): StepToCredits => ({ state: "fails", text });
const waiting = (text: string): StepToCredits => ({ state: "waiting", text });

/** What activation asks for (ProjectRegistry.activate). */
const ofDraft = (project: ProjectDetail, { closed, retroactivity }: Methodology): readonly StepToCredits[] => {
  const { ground, designs, crediting, draftExpiry } = project;
  const [design] = designs;
  const latest = new Date(Date.parse(crediting.start) + retroactivity * SECOND_MS);
  return [
    ground.edgeCells === "0" ? fails(t("step.noGround")) : holds(t("step.ground", { cells: whole(ground.edgeCells) })),
    design === undefined ? fails(t("step.noDesign")) : holds(t("step.design", { day: day(design.committedAt) })),
    ...(closed ? [fails(t("step.closed"))] : []),
    waiting(t("step.validation")),
    waiting(t("step.lapses", { time: moment(draftExpiry) })),
    waiting(t("step.activeBy", { time: moment(latest.toISOString()) })),
  ];
};

const ofReport = (report: Report): StepToCredits => {
  if (report.batchId !== null) return holds(t("step.issued"));
  if (report.state === "struck") return fails(t("step.struck"));
  if (report.state === "frozen") return fails(t("step.frozen"));
  if (report.netKg === "0") return fails(t("step.nothing"));
  return waiting(t("step.challengeable", { net: co2(report.netKg), time: moment(report.issuableAt) }));
};

/** What issuance asks for (CarbonCredit.issue, BufferPool.admit). */
const ofActive = (project: ProjectDetail, reports: readonly Report[]): readonly StepToCredits[] => {
  const { watch, losses } = project.permanence;
  const latest = reports.filter(({ kind }) => kind === "credit").at(-1);
  return [
    holds(t("step.active")),
    latest === undefined ? waiting(t("step.noReport")) : ofReport(latest),
    ...(watch.openAlert === null
      ? []
      : [fails(t("step.alert", { time: watch.alertDeadline === null ? t("none") : moment(watch.alertDeadline) }))]),
    ...(losses.dueKg === "0" ? [] : [fails(t("step.due", { kg: co2(losses.dueKg) }))]),
    ...(losses.deficitKg === "0" ? [] : [fails(t("step.deficit", { kg: co2(losses.deficitKg) }))]),
  ];
};

/**
 * Why nothing can be issued yet, or what could be. Dates are told as the contracts have them: none is compared with a
 * clock, for the chain's own may differ from the reader's.
 * @param reports of the project, by period.
 */
export const stepsToCredits = (
  project: ProjectDetail,
  methodology: Methodology,
  reports: readonly Report[],
): readonly StepToCredits[] => {
  if (project.status === "draft") return ofDraft(project, methodology);
  if (project.status === "active") return ofActive(project, reports);
  return [fails(t("step.ended"))];
};

const MARKS = { holds: "✓", fails: "✗", waiting: "…" } as const;

export const stepsList = (steps: readonly StepToCredits[]): HTMLElement =>
  h(
    "ul",
    { class: "steps" },
    ...steps.map(({ state, text }) =>
      h(
        "li",
        { class: state },
        h("span", { class: "mark", "aria-hidden": "true" }, MARKS[state]),
        h("span", {}, h("span", { class: "hidden" }, `${t(`step.is.${state}`)}: `), text),
      ),
    ),
  );
