import { h, replace } from "./base/dom.ts";
import type { Child } from "./base/dom.ts";
import { placeOf } from "./base/paths.ts";
import type { PlaceName } from "./base/paths.ts";
import { frame } from "./frame.ts";
import { problem } from "./parts/problem.ts";
import { batchView } from "./views/batch.ts";
import { certificateView } from "./views/certificate.ts";
import { deskView } from "./views/desk.ts";
import { groundView } from "./views/ground.ts";
import { methodologyView } from "./views/methodology.ts";
import { projectView } from "./views/project.ts";
import { projectsView } from "./views/projects.ts";
import { raterView } from "./views/rater.ts";
import { reportView } from "./views/report.ts";
import { retirementsView } from "./views/retirements.ts";
import { searchView } from "./views/search.ts";
import { totalsView } from "./views/totals.ts";
import type { MakeView } from "./views/view.ts";
import { languageOf, speak, t } from "./words/index.ts";
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
  desk: deskView,
  rater: raterView,
  methodology: methodologyView,
  search: searchView,
};

const REMEMBERED = "language";

const main = h("main", { id: "main", tabindex: -1 });
let shown = new AbortController();
let shownAt = "";

/** The view of the address that the browser is at. An answer that comes after the reader went on is dropped. */
const show = async (isFirst: boolean): Promise<void> => {
  shown.abort();
  shown = new AbortController();
  const left = shown.signal;
  const { pathname, search, hash } = location;
  shownAt = pathname + search;
  const place = placeOf(pathname);
  main.setAttribute("aria-busy", "true");
  if (isFirst) replace(main, h("p", { class: "empty" }, t("busy")));
  let title = t("notFound.title");
  let content: readonly Child[] = [h("p", {}, t("notFound.text"))];
  try {
    if (place !== undefined)
      ({ title, content } = await VIEWS[place.name]({ id: place.id, query: new URLSearchParams(search), left }));
  } catch (error) {
    title = t("failed.title");
    content = [problem(error)];
  }
  if (left.aborted) return;
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

/** What stands around each view, and does what the reader asks for there. */
const surround = (): void => frame({ search: (words) => go(`/search?q=${encodeURIComponent(words)}`), speak: choose });

const go = (address: string): void => {
  history.pushState(null, "", address);
  surround();
  void show(false);
};

const begin = (spoken: Language): void => {
  speak(spoken);
  document.documentElement.lang = spoken;
  surround();
  void show(true);
};

const choose = (next: Language): void => {
  localStorage.setItem(REMEMBERED, next);
  begin(next);
  document.querySelector<HTMLElement>(`button[lang=${next}]`)?.focus();
};

/** Links of this page change the view; all others, and those that are to open elsewhere, are the browser's. */
const follow = (event: MouseEvent): void => {
  const anchor = event.target instanceof Element ? event.target.closest("a") : null;
  if (anchor === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { origin, pathname, search, hash } = new URL(anchor.href);
  const isHere = pathname + search === shownAt && hash !== "";
  if (origin !== location.origin || placeOf(pathname) === undefined || isHere) return;
  event.preventDefault();
  go(`${pathname}${search}${hash}`);
};

document.body.replaceChildren(main);
addEventListener("popstate", () => {
  // To another place of the view that is shown.
  if (location.pathname + location.search === shownAt) return;
  surround();
  void show(false);
});
document.addEventListener("click", follow);
const { searchParams } = new URL(location.href);
begin(languageOf([searchParams.get("lang"), localStorage.getItem(REMEMBERED), ...navigator.languages]));
