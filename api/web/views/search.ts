import type { Hit } from "../../resources/search.ts";
import { ask } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { pageOf } from "../base/paths.ts";
import { link } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import type { MakeView } from "./view.ts";

export const searchView: MakeView = async ({ query }) => {
  const asked = query.get("q")?.trim() ?? "";
  const { hits } =
    asked === ""
      ? { hits: [] }
      : await ask<{ readonly hits: readonly Hit[] }>(`/v1/search?q=${encodeURIComponent(asked)}`);
  return {
    title: asked === "" ? t("search.title") : t("search.for", { asked }),
    content: [
      h("p", { class: "lead" }, t("search.what")),
      asked === ""
        ? null
        : hits.length === 0
          ? h("p", { class: "empty" }, t("search.none"))
          : h(
              "ul",
              { class: "cards" },
              ...hits.map(({ kind, id, label, self }) =>
                h(
                  "li",
                  { class: "card" },
                  h("h2", {}, link(pageOf(self) ?? self, h("bdi", {}, label))),
                  h("p", {}, wordOf("kind", kind), " ", h("code", { class: "hash" }, id)),
                ),
              ),
            ),
    ],
  };
};
