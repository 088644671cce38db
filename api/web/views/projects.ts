import type { Project } from "../../resources/projects.ts";
import { askList } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { country, hectares, period } from "../base/format.ts";
import { chip, facts, link, more } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import type { MakeView } from "./view.ts";

const TONES = { draft: "wait", active: "good", completed: "plain", withdrawn: "bad" } as const;

export const statusChip = (status: Project["status"]): HTMLElement => chip(TONES[status], wordOf("status", status));

/** A project has no name on the chain: it is called by its number, what it counts and where. */
export const nameOf = ({ id, pool, hostCountry }: Project): string =>
  t("project.name", { id, pool: wordOf("pool", pool), country: country(hostCountry) });

const card = (project: Project): HTMLElement =>
  h(
    "li",
    { class: "card" },
    h("h2", {}, link(`/projects/${project.id}`, nameOf(project))),
    statusChip(project.status),
    facts([
      [t("project.area"), project.areaM2 === "0" ? t("project.notValidated") : hectares(project.areaM2)],
      [t("project.crediting"), period(project.crediting)],
      project.programmeReference === "" ? null : [t("project.reference"), project.programmeReference],
    ]),
  );

export const projectsView: MakeView = async () => {
  const { items, next } = await askList<Project>("/v1/projects");
  return {
    title: t("projects.title"),
    content: [
      h("p", { class: "lead" }, t("projects.lead")),
      items.length === 0
        ? h("p", { class: "empty" }, t("projects.none"))
        : h("ul", { class: "cards" }, ...items.map(card)),
      more(next, "/v1/projects"),
    ],
  };
};
