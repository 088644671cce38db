import { POOLS } from "../../../oracle/chain/pools.ts";
import type { GroundTold } from "../../resources/ask-the-ground.ts";
import { post } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { areaInput } from "../parts/area-input.ts";
import { section } from "../parts/facts.ts";
import { choice, field } from "../parts/field.ts";
import { groundTold } from "../parts/ground-told.ts";
import { problem } from "../parts/problem.ts";
import { t, wordOf } from "../words/index.ts";
import type { MakeView } from "./view.ts";

export const groundView: MakeView = async () => {
  const area = areaInput();
  const pool = choice(
    "pool",
    POOLS.map((name) => [name, wordOf("pool", name)]),
  );
  const level = choice("level", [
    ["20", t("ask.level20")],
    ["16", t("ask.level16")],
  ]);
  const answer = h("div", { role: "status" });
  const asking = async (): Promise<void> => {
    replace(answer, t("busy"));
    try {
      const body = { area: area.geoJson(), pool: pool.value, edgeLevel: Number(level.value) };
      replace(answer, section(t("ask.answer"), ...groundTold(await post<GroundTold>("/v1/ground/ask", body))));
    } catch (error) {
      replace(answer, problem(error));
    }
  };
  return {
    title: t("ground.title"),
    content: [
      h("p", { class: "lead" }, t("ask.lead")),
      h(
        "form",
        {
          submit: (event) => {
            event.preventDefault();
            void asking();
          },
        },
        ...area.content,
        ...field(t("ask.pool"), pool),
        ...field(t("ask.level"), level),
        h("p", {}, h("button", { class: "main" }, t("ask.ask"))),
      ),
      answer,
    ],
  };
};
