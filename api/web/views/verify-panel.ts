import type { Methodology } from "../../resources/methodologies.ts";
import type { Report } from "../../resources/reports.ts";
import { deployment } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { whole } from "../base/format.ts";
import { problem } from "../parts/problem.ts";
import { STEPS } from "../verify/steps.ts";
import type { Standing, Step } from "../verify/steps.ts";
import { t } from "../words/index.ts";

const MARKS = { working: "…", holds: "✓", fails: "✗", unchecked: "–" } as const;

const progressOf = ({ done, total }: { readonly done: number; readonly total: number | undefined }): string =>
  total === undefined ? (done === 0 ? "" : t("verify.bytes", { bytes: whole(`${done}`) })) : `${done} / ${total}`;

const item = (step: Step, standing?: Standing): HTMLElement =>
  h(
    "li",
    { class: standing?.state ?? "waiting", "data-step": step },
    h("span", { class: "mark", "aria-hidden": "true" }, standing === undefined ? "·" : MARKS[standing.state]),
    h(
      "span",
      {},
      h("strong", {}, t(`verify.${step}`)),
      h("span", { class: "state" }, standing === undefined ? "" : ` ${t(`verify.is.${standing.state}`)}`),
      standing === undefined
        ? null
        : h("small", {}, standing.state === "working" ? progressOf(standing) : standing.detail),
    ),
  );

/** Runs a report's evidence again in this browser, and ticks off each step. */
export const verifyPanel = (report: Report, { programDigest }: Methodology, left: AbortSignal): HTMLElement => {
  const items = new Map<Step, HTMLElement>();
  const list = h("ol", { class: "steps", hidden: true });
  const status = h("div", { class: "verdict", role: "status" });
  const button = h("button", { type: "button", class: "main", click: () => void run(undefined) }, t("verify.start"));
  const file = h("input", {
    type: "file",
    accept: ".car",
    id: "verify-car",
    change: () => {
      const [car] = file.files ?? [];
      if (car !== undefined) void run(car);
    },
  });
  let under: AbortController | undefined;

  const show = (step: Step, standing: Standing): void => {
    const next = item(step, standing);
    items.get(step)?.replaceWith(next);
    items.set(step, next);
  };
  const begin = (): AbortSignal => {
    under?.abort();
    under = new AbortController();
    items.clear();
    list.replaceChildren(
      ...STEPS.map((step) => {
        const waiting = item(step);
        items.set(step, waiting);
        return waiting;
      }),
    );
    list.hidden = false;
    status.className = "verdict";
    return AbortSignal.any([under.signal, left]);
  };
  const say = (step: Step, standing: Standing): void => {
    show(step, standing);
    if (standing.state === "working") status.textContent = t("verify.at", { step: t(`verify.${step}`) });
  };
  const run = async (car: Blob | undefined): Promise<void> => {
    if (!isSecureContext) return replace(status, t("verify.insecure"));
    const signal = begin();
    const own =
      <T extends unknown[]>(tell: (...told: T) => void) =>
      (...told: T) =>
        signal.aborted ? undefined : tell(...told);
    let failed: Step | undefined;
    status.textContent = t("verify.loading");
    try {
      const { verifyReport } = await import("../verify/verify.ts");
      const { isChains } = await verifyReport(
        { report, programDigest, deployment: await deployment(), car, signal },
        own((step: Step, standing: Standing) => {
          if (standing.state === "fails") failed = step;
          say(step, standing);
        }),
      );
      own(() => {
        status.className = "verdict good";
        status.textContent = t(isChains ? "verify.done" : "verify.doneAlone");
      })();
    } catch (error) {
      own(() => {
        status.className = "verdict bad";
        replace(status, failed === undefined ? problem(error) : t("verify.failed", { step: t(`verify.${failed}`) }));
      })();
    }
  };
  return h(
    "div",
    { class: "verify", id: "verify" },
    h("p", {}, t("verify.what")),
    h("p", { class: "actions" }, button, h("label", { for: "verify-car" }, t("verify.own")), file),
    status,
    list,
  );
};
