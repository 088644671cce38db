import type { Answered } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { whole } from "../base/format.ts";
import { t } from "../words/index.ts";

/** One view of the page: its heading, and what stands under it. */
export type View = { readonly title: string; readonly content: readonly Child[] };

export type Given = {
  /** What the address names. */
  readonly id: string;
  /** What follows its question mark. */
  readonly query: URLSearchParams;
  /** Aborted once the reader goes on: whatever the view began ends. */
  readonly left: AbortSignal;
};

export type MakeView = (given: Given) => Promise<View>;

/** Up to which block an answer is true, and whether the chain calls it final. */
export const asOf = ({ block, isFinal }: Answered<unknown>): HTMLElement =>
  h("p", { class: "as-of" }, t(isFinal ? "asOf.final" : "asOf.pending", { block: whole(block) }));
