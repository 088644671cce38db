import { h, replace } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { problem } from "../parts/problem.ts";
import { t } from "../words/index.ts";

export type ToSign = {
  readonly title: string;
  /** Every argument, and the bytes that they make. */
  readonly shown: readonly Child[];
  readonly warning: string;
  /** What the button says. */
  readonly label: string;
  /** Has it signed, says how far it is, and gives what is to be read at the end. */
  readonly sign: (say: (text: string) => void) => Promise<readonly Child[]>;
};

/** Shows what will be signed, has it signed, and says what came of it. What was refused can be tried again. */
export const signReview = ({ title, shown, warning, label, sign }: ToSign): HTMLElement => {
  const note = h("div", { role: "status" });
  const button = h("button", { type: "button", class: "main danger", click: () => void signing() }, label);
  const signing = async (): Promise<void> => {
    button.disabled = true;
    replace(note, t("retire.waiting"));
    try {
      replace(note, ...(await sign((text) => replace(note, text))));
      note.querySelector("a")?.focus();
    } catch (error) {
      button.disabled = false;
      replace(note, problem(error));
    }
  };
  return h(
    "div",
    { class: "review" },
    h("h3", { tabindex: -1 }, title),
    ...shown,
    h("p", { class: "warning" }, warning),
    h("p", {}, button),
    note,
  );
};
