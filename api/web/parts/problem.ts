import { SixfoldError } from "../../../oracle/core/errors.ts";
import { h } from "../base/dom.ts";
import { t, wordOf } from "../words/index.ts";

/** What went wrong, in words, with what to do; then the error's own name and rule, for whoever has to find it. */
export const problem = (error: unknown): HTMLElement => {
  const { code, message } = error instanceof SixfoldError ? error : { code: "WEB_UNEXPECTED", message: String(error) };
  const said = wordOf("error", code);
  const family = wordOf("error", `${code.split("_")[0]}_*`);
  return h(
    "div",
    { class: "problem", role: "alert" },
    h("p", {}, said !== code ? said : family.endsWith("_*") ? t("error.any") : family),
    h("p", { class: "detail" }, h("code", {}, code), ` ${message}`),
  );
};
