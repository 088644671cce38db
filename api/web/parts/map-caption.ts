import { h, s } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import type { MapFrame } from "./map-frame.ts";

/** The longest of 1, 2 and 5 by powers of ten that is not longer than so many metres. */
const roundLength = (metres: number): number => {
  const power = 10 ** Math.floor(Math.log10(metres));
  return power * ([5, 2, 1].find((step) => step * power <= metres) ?? 1);
};

const lengthText = (metres: number): string => (metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`);
const degrees = (value: number, [positive, negative]: readonly [string, string]): string =>
  `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;

/** What stands below a map: a scale, the place of its middle, and a key. */
export const mapCaption = ({ width, middle: [lon, lat], unitsPerMetre }: MapFrame, ...key: readonly Child[]) => {
  const metres = roundLength(width / 4 / unitsPerMetre);
  const bar = metres * unitsPerMetre;
  return h(
    "figcaption",
    {},
    s(
      "svg",
      { class: "scale", viewBox: `0 0 ${width} 8`, preserveAspectRatio: "xMinYMid", "aria-hidden": "true" },
      s("path", { d: `M1 1V7H${(bar - 1).toFixed(1)}V1` }),
    ),
    `${lengthText(metres)} · ${degrees(lat, ["N", "S"])}, ${degrees(lon, ["E", "W"])}`,
    ...key,
  );
};
