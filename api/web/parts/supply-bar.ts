import { h, s } from "../base/dom.ts";
import { co2, tonnes } from "../base/format.ts";
import { t } from "../words/index.ts";

/** Kilograms, in decimal digits: issued = circulating + buffered + retired + cancelled (L6). */
export type Amounts = {
  readonly issuedKg: string;
  readonly circulatingKg: string;
  readonly bufferedKg: string;
  readonly retiredKg: string;
  readonly cancelledKg: string;
};

const PARTS = ["circulating", "buffered", "retired", "cancelled"] as const;

/** Parts of a whole in thousandths, of which only the drawing is made. */
const shareOf = (part: bigint, all: bigint): number => (all === 0n ? 0 : Number((part * 1_000_000n) / all) / 1_000);

/** Where a supply is, as a bar and as numbers that the page adds up by itself. */
export const supplyBar = (amounts: Amounts): HTMLElement => {
  const issued = BigInt(amounts.issuedKg);
  const parts = PARTS.map((name) => ({ name, kg: BigInt(amounts[`${name}Kg`]) }));
  const addsUp = parts.reduce((sum, { kg }) => sum + kg, 0n) === issued;
  let from = 0;
  const bars = parts.map(({ name, kg }) => {
    const width = shareOf(kg, issued);
    const bar = s("rect", { class: name, x: from, y: 0, width, height: 24 });
    from += width;
    return bar;
  });
  return h(
    "figure",
    { class: "supply" },
    s("svg", { viewBox: "0 0 1000 24", preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars),
    h(
      "figcaption",
      {},
      h(
        "dl",
        { class: "sum" },
        ...parts.map(({ name, kg }) =>
          h("div", {}, h("dt", { class: name }, t(`supply.${name}`)), h("dd", {}, tonnes(kg))),
        ),
        h("div", { class: "total" }, h("dt", {}, t("supply.issued")), h("dd", {}, co2(issued))),
      ),
      h("p", { class: addsUp ? "good" : "bad" }, addsUp ? t("supply.addsUp") : t("supply.doesNot")),
    ),
  );
};
