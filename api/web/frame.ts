import { h } from "./base/dom.ts";
import { placeOf } from "./base/paths.ts";
import { link } from "./parts/facts.ts";
import { LANGUAGES, language, t } from "./words/index.ts";
import type { Language } from "./words/index.ts";

const MENU = ["projects", "retirements", "totals", "ground", "desk", "rater"] as const;

/** What is done with what a reader asks for outside a view. */
export type Asked = { readonly search: (words: string) => void; readonly speak: (language: Language) => void };

const header = ({ search, speak }: Asked): HTMLElement => {
  const words = h("input", { type: "search", name: "q", id: "q", maxlength: 200, placeholder: t("search.hint") });
  return h(
    "header",
    {},
    h("a", { class: "skip", href: "#main" }, t("skip")),
    h("a", { class: "brand", href: "/" }, "Sixfold"),
    h(
      "nav",
      { "aria-label": t("menu") },
      ...MENU.map((name) =>
        h(
          "a",
          { href: `/${name}`, ...(placeOf(location.pathname)?.name === name ? { "aria-current": "page" } : {}) },
          t(`${name}.title`),
        ),
      ),
    ),
    h(
      "form",
      {
        role: "search",
        submit: (event) => {
          event.preventDefault();
          search(words.value);
        },
      },
      h("label", { class: "hidden", for: "q" }, t("search.title")),
      words,
      h("button", {}, t("search.go")),
    ),
    h(
      "div",
      { class: "languages", role: "group", "aria-label": t("language") },
      ...(Object.entries(LANGUAGES) as readonly [Language, string][]).map(([tag, name]) =>
        h(
          "button",
          { type: "button", lang: tag, "aria-pressed": String(language() === tag), click: () => speak(tag) },
          name,
        ),
      ),
    ),
  );
};

const footer = (): HTMLElement =>
  h(
    "footer",
    {},
    h("p", {}, t("footer.trust")),
    h("p", {}, link("/openapi.json", "OpenAPI"), " · ", link("/v1/deployment", t("footer.contracts"))),
  );

/** Puts around a view what stands around each. */
export const frame = (asked: Asked): void => {
  const old = document.querySelector("header");
  const top = header(asked);
  if (old === null) document.body.prepend(top);
  else old.replaceWith(top);
  document.querySelector("footer")?.remove();
  document.body.append(footer());
};
