import type { Shown } from "../../../oracle/core/picture/shown.ts";
import { h, s } from "../base/dom.ts";
import { t } from "../words/index.ts";

export type Coloured = {
  readonly unit: string;
  /** Physical value of a stored one. */
  readonly scale: number;
  readonly step: number;
  readonly shown: Shown;
  readonly colourOf: (value: number) => readonly number[];
};

/** Steps in which a range is shown. */
const STEPS = 24;

const rgb = (colour: readonly number[]): string => `rgb(${colour.join(" ")})`;
/** A physical value in at most six digits. */
const physical = (value: number, scale: number): string => String(Number((value * scale).toPrecision(6)));

const swatch = (fill: string): Element =>
  s(
    "svg",
    { class: "swatch", viewBox: "0 0 12 12", "aria-hidden": "true" },
    s("rect", { width: 12, height: 12, fill }),
  );

/** What the colours of a layer mean, in words as well. */
export const layerKey = ({ unit, scale, step, shown, colourOf }: Coloured): HTMLElement => {
  const values = "classes" in shown ? shown.classes : [shown.low, shown.high];
  const inUnit = (value: number): string => `${physical(value, scale)}${unit === "" || unit === "1" ? "" : ` ${unit}`}`;
  return h(
    "ul",
    { class: "key-list" },
    ...("classes" in shown
      ? values.map((value) => h("li", {}, swatch(rgb(colourOf(value))), inUnit(value)))
      : [
          h(
            "li",
            {},
            inUnit(shown.low),
            s(
              "svg",
              { class: "ramp", viewBox: `0 0 ${STEPS} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
              ...Array.from(
                { length: STEPS },
                (_, i) =>
                s("rect", { x: i, width: 1.05, height: 1, fill: rgb(colourOf(shown.low + ((shown.high - shown.low) * i) / (STEPS - 1))) }), // prettier-ignore
              ),
            ),
            inUnit(shown.high),
          ),
        ]),
    values.length === 0 ? h("li", {}, t("layers.nothingSeen")) : null,
    h("li", {}, t("layers.nodata")),
    step === 1 ? null : h("li", {}, t("layers.step", { step: `${step}` })),
  );
};
