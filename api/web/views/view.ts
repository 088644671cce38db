import type { Answered } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { whole } from "../base/format.ts";
import { t } from "../words/index.ts";

/** One view of the page: its heading, and what stands under it. */
export type View = { readonly title: string; readonly content: readonly Child[] };

/** Makes a view. `id` is what the address names, and `query` what follows its question mark. */
export type MakeView = (given: { readonly id: string; readonly query: URLSearchParams }) => Promise<View>;

/** Up to which block an answer is true, and whether the chain calls it final. */
export const asOf = ({ block, isFinal }: Answered<unknown>): HTMLElement =>
  h("p", { class: "as-of" }, t(isFinal ? "asOf.final" : "asOf.pending", { block: whole(block) }));
