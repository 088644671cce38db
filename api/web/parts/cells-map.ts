import type { MultiPolygon } from "../../resources/ground.ts";
import { h, s } from "../base/dom.ts";
import { mapCaption } from "./map-caption.ts";
import { mapFrame, pathOf } from "./map-frame.ts";

/** Cells of one kind: `className` tells how they are drawn. */
export type Layer = { readonly className: string; readonly label: string; readonly geometry: readonly MultiPolygon[] };

/** Cells as a drawing, north up, with a scale and the place of its middle; undefined where there are none. */
export const cellsMap = (layers: readonly Layer[], title: string): HTMLElement | undefined => {
  const frame = mapFrame(layers.flatMap(({ geometry }) => geometry.flatMap(({ coordinates }) => coordinates.flat(2))));
  if (frame === undefined) return undefined;
  return h(
    "figure",
    { class: "map" },
    s(
      "svg",
      { viewBox: `0 0 ${frame.width} ${frame.height.toFixed(1)}`, role: "img", "aria-label": title },
      ...layers.map(({ className, geometry }) =>
        s("path", { class: className, d: geometry.map(({ coordinates }) => pathOf(frame, coordinates)).join("") }),
      ),
    ),
    mapCaption(frame, ...layers.map(({ className, label }) => h("span", { class: `key ${className}` }, label))),
  );
};
