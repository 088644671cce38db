import type { EdgeLevel } from "../../../oracle/core/ground/types.ts";
import type { Methodology } from "../../resources/methodologies.ts";
import type { Project, ProjectDetail } from "../../resources/projects.ts";
import type { Report } from "../../resources/reports.ts";
import { ask, askList } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { facts, hash, link, more } from "../parts/facts.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import { t } from "../words/index.ts";
import { draftForm } from "./draft-form.ts";
import { draftWork } from "./draft-work.ts";
import { nameOf, statusChip } from "./projects.ts";
import { stepsList, stepsToCredits } from "./steps-to-credits.ts";

/** What the desk's form says of the ground, when it is asked. */
export type DeskGround = {
  /** @throws SixfoldError `WEB_GEOJSON` (usage) */
  readonly geoJson: () => unknown;
  readonly methodology: () => Methodology;
  readonly edgeLevel: () => EdgeLevel;
};

/** A project of the account, and what is still to be done for it. */
const card = async (project: Project, wallet: Wallet, ground: DeskGround): Promise<HTMLElement> => {
  const methodology = await ask<Methodology>(`/v1/methodologies/${project.methodologyId}`);
  const steps = h("div", {});
  const look = async (): Promise<void> => {
    const [detail, { items }] = await Promise.all([
      ask<ProjectDetail>(`/v1/projects/${project.id}`),
      askList<Report>(`/v1/reports?project=${project.id}`),
    ]);
    replace(steps, stepsList(stepsToCredits(detail, methodology, items)));
  };
  await look();
  return h(
    "li",
    { class: "card", id: `own-${project.id}` },
    h("h4", {}, link(`/projects/${project.id}`, nameOf(project))),
    statusChip(project.status),
    steps,
    project.status === "draft" ? draftWork(project, wallet, ground, look) : null,
  );
};

/** Makes what an account can do at the desk: its own projects, and a new draft. */
export const deskPanel =
  (ground: DeskGround, left: AbortSignal) =>
  async (wallet: Wallet): Promise<HTMLElement> => {
    const own = h("div", {});
    const show = async (): Promise<void> => {
      const path = `/v1/projects?owner=${wallet.address}`;
      const { items, next } = await askList<Project>(path);
      const cards = await Promise.all(items.toReversed().map((project) => card(project, wallet, ground)));
      if (left.aborted) return;
      replace(
        own,
        cards.length === 0 ? h("p", { class: "empty" }, t("desk.noOwn")) : h("ul", { class: "cards wide" }, ...cards),
        more(next, path),
      );
    };
    await show();
    return h(
      "div",
      {},
      facts([[t("wallet.account"), hash(wallet.address)]]),
      h("h3", {}, t("desk.own")),
      own,
      h("h3", {}, t("desk.newDraft")),
      draftForm(wallet, ground, show),
    );
  };
