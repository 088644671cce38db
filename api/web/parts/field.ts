import { h } from "../base/dom.ts";

/** An input under its label. */
export const field = (label: string, input: HTMLElement): readonly HTMLElement[] => [
  h("label", { for: input.id }, label),
  input,
];

/** Values to choose from, each with its text. */
export const choice = (id: string, options: readonly (readonly [value: string, text: string])[]): HTMLSelectElement =>
  h("select", { id }, ...options.map(([value, text]) => h("option", { value }, text)));
