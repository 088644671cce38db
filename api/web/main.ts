import { h, replace } from "./base/dom.ts";
import { placeOf } from "./base/paths.ts";
import type { PlaceName } from "./base/paths.ts";
import { link } from "./parts/facts.ts";
import { problem } from "./parts/problem.ts";
import { batchView } from "./views/batch.ts";
import { certificateView } from "./views/certificate.ts";
import { groundView } from "./views/ground.ts";
import { projectView } from "./views/project.ts";
import { projectsView } from "./views/projects.ts";
import { reportView } from "./views/report.ts";
import { retirementsView } from "./views/retirements.ts";
import { searchView } from "./views/search.ts";
import { totalsView } from "./views/totals.ts";
import type { MakeView } from "./views/view.ts";
import { LANGUAGES, language, languageOf, speak, t } from "./words/index.ts";
import type { Language } from "./words/index.ts";

const VIEWS: Readonly<Record<PlaceName, MakeView>> = {
  projects: projectsView,
  project: projectView,
  report: reportView,
  batch: batchView,
  certificate: certificateView,
  retirements: retirementsView,
  totals: totalsView,
  ground: groundView,
  search: searchView,
};

const MENU = ["projects", "retirements", "totals", "ground"] as const;
const REMEMBERED = "language";

const main = h("main", { id: "main", tabindex: -1 });
let shown = 0;

/** The view of the address that the browser is at. An answer that comes after the reader went on is dropped. */
const show = async (isFirst: boolean): Promise<void> => {
  const turn = ++shown;
  const { pathname, search, hash } = location;
  const place = placeOf(pathname);
  main.setAttribute("aria-busy", "true");
  if (isFirst) replace(main, h("p", { class: "empty" }, t("busy")));
  let title = t("notFound.title");
  let content: readonly (Node | string | null)[] = [h("p", {}, t("notFound.text"))];
  try {
    if (place !== undefined) {
      const view = await VIEWS[place.name]({ id: place.id, query: new URLSearchParams(search) });
      ({ title } = view);
      content = view.content as typeof content;
    }
  } catch (error) {
    title = t("failed.title");
    content = [problem(error)];
  }
  if (turn !== shown) return;
  const heading = h("h1", { tabindex: -1 }, title);
  document.title = `${title} · Sixfold`;
  replace(main, heading, ...content);
  main.setAttribute("aria-busy", "false");
  const named = hash === "" ? null : document.getElementById(hash.slice(1));
  if (named !== null) named.scrollIntoView();
  else if (!isFirst) {
    scrollTo(0, 0);
    heading.focus();
  }
};

const go = (address: string): void => {
  history.pushState(null, "", address);
  void show(false);
  frame();
};

/** Links of this page change the view; all others, and those that are to open elsewhere, are the browser's. */
const follow = (event: MouseEvent): void => {
  const anchor = event.target instanceof Element ? event.target.closest("a") : null;
  if (anchor === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { origin, pathname, search, hash } = new URL(anchor.href);
  const isHere = pathname === location.pathname && search === location.search && hash !== "";
  if (origin !== location.origin || placeOf(pathname) === undefined || isHere) return;
  event.preventDefault();
  go(`${pathname}${search}${hash}`);
};

const choose = (next: Language): void => {
  localStorage.setItem(REMEMBERED, next);
  begin(next);
};

const header = (): HTMLElement => {
  const asked = h("input", { type: "search", name: "q", id: "q", maxlength: 200, placeholder: t("search.hint") });
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
          go(`/search?q=${encodeURIComponent(asked.value)}`);
        },
      },
      h("label", { class: "hidden", for: "q" }, t("search.title")),
      asked,
      h("button", {}, t("search.go")),
    ),
    h(
      "div",
      { class: "languages", role: "group", "aria-label": t("language") },
      ...(Object.entries(LANGUAGES) as readonly [Language, string][]).map(([tag, name]) =>
        h(
          "button",
          { type: "button", lang: tag, "aria-pressed": String(language() === tag), click: () => choose(tag) },
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

/** What stands around each view. */
const frame = (): void => {
  const old = document.querySelector("header");
  const top = header();
  if (old === null) document.body.prepend(top);
  else old.replaceWith(top);
  document.querySelector("footer")?.remove();
  document.body.append(footer());
};

const begin = (spoken: Language): void => {
  speak(spoken);
  document.documentElement.lang = spoken;
  frame();
  void show(true);
};

document.body.replaceChildren(main);
addEventListener("popstate", () => {
  frame();
  void show(false);
});
document.addEventListener("click", follow);
begin(
  languageOf([
    new URLSearchParams(location.search).get("lang"),
    localStorage.getItem(REMEMBERED),
    ...navigator.languages,
  ]),
);
