import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { t } from "../words/index.ts";

/** Names and values. */
export const facts = (rows: readonly (readonly [name: string, value: Child] | null)[]): HTMLElement =>
  h(
    "dl",
    { class: "facts" },
    ...rows.map((row) => (row === null ? null : h("div", {}, h("dt", {}, row[0]), h("dd", {}, row[1])))),
  );

/** A hash, address or CID, whole: it is there to be compared. */
export const hash = (text: string): HTMLElement => h("code", { class: "hash" }, text);

export const link = (href: string, ...children: readonly Child[]): HTMLElement => h("a", { href }, ...children);

/** Rows under headings. What is wider than the screen is moved sideways, by keyboard too. */
export const table = (
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  empty: string,
): HTMLElement =>
  rows.length === 0
    ? h("p", { class: "empty" }, empty)
    : h(
        "div",
        { class: "scroll", role: "region", "aria-label": caption, tabindex: 0 },
        h(
          "table",
          {},
          h("caption", { class: "hidden" }, caption),
          h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
          h(
            "tbody",
            {},
            ...rows.map(([first = null, ...others]) =>
              h("tr", {}, h("th", { scope: "row" }, first), ...others.map((cell) => h("td", {}, cell))),
            ),
          ),
        ),
      );

/** A word for how something stands. */
export const chip = (kind: "good" | "bad" | "wait" | "plain", text: string): HTMLElement =>
  h("span", { class: `chip ${kind}` }, text);

export const section = (title: string, ...children: readonly Child[]): HTMLElement =>
  h("section", {}, h("h2", {}, title), ...children);

/** Says that a list is longer than what is shown, and where the rest is. */
export const more = (next: string | null, apiPath: string): Child =>
  next === null ? null : h("p", {}, t("list.more"), " ", link(apiPath, t("list.rest")));
