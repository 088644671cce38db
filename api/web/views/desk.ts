import type { GroundTold } from "../../resources/ask-the-ground.ts";
import type { Methodology } from "../../resources/methodologies.ts";
import { askList, post } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { areaInput } from "../parts/area-input.ts";
import { section } from "../parts/facts.ts";
import { choice, field } from "../parts/field.ts";
import { groundTold } from "../parts/ground-told.ts";
import { problem } from "../parts/problem.ts";
import { t, wordOf } from "../words/index.ts";
import { deskPanel } from "./desk-panel.ts";
import type { View } from "./view.ts";
import type { MakeView } from "./view.ts";
import { walletPanel } from "./wallet-panel.ts";

const EMPTY = (): View => ({
  title: t("desk.title"),
  content: [h("p", { class: "empty" }, t("desk.noMethodology"))],
});

/** A developer's desk: see what is free and what it would cost, register a draft, claim its ground. */
export const deskView: MakeView = async ({ left }) => {
  const { items } = await askList<Methodology>("/v1/methodologies");
  const open = items.filter(({ active, closed, yields }) => active && !closed && yields === "measurement");
  if (open.length === 0) return EMPTY();
  const area = areaInput();
  const methodology = choice(
    "methodology",
    open.map(({ id, name, version, pool }) => [`${id}`, `${name} ${version} (${wordOf("pool", pool)})`]),
  );
  const chosen = (): Methodology => open.find(({ id }) => `${id}` === methodology.value)!;
  const level = h("select", { id: "level" });
  const offerLevels = (): void =>
    replace(
      level,
      ...chosen()
        .edgeLevels.toReversed()
        .map((each) => h("option", { value: each }, t(each === 20 ? "ask.level20" : "ask.level16"))),
    );
  methodology.addEventListener("change", offerLevels);
  offerLevels();
  const answer = h("div", { role: "status" });
  const asking = async (): Promise<void> => {
    replace(answer, t("busy"));
    try {
      const body = { area: area.geoJson(), pool: chosen().pool, edgeLevel: Number(level.value) };
      replace(answer, section(t("ask.answer"), ...groundTold(await post<GroundTold>("/v1/ground/ask", body))));
    } catch (error) {
      replace(answer, problem(error));
    }
  };
  const ground = {
    geoJson: area.geoJson,
    methodology: chosen,
    edgeLevel: () => (level.value === "16" ? 16 : 20),
  } as const;
  return {
    title: t("desk.title"),
    content: [
      h("p", { class: "lead" }, t("desk.lead")),
      section(
        t("desk.ground"),
        h(
          "form",
          {
            submit: (event) => {
              event.preventDefault();
              void asking();
            },
          },
          ...area.content,
          ...field(t("project.methodology"), methodology),
          ...field(t("ask.level"), level),
          h("p", {}, h("button", { class: "main" }, t("desk.see"))),
        ),
        answer,
      ),
      h("section", { id: "account" }, h("h2", {}, t("desk.account")), walletPanel(deskPanel(ground, left), left)),
    ],
  };
};
