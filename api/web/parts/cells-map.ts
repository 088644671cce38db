import type { MultiPolygon } from "../../resources/ground.ts";
import { h, s } from "../base/dom.ts";

/** Cells of one kind: `className` tells how they are drawn. */
export type Layer = { readonly className: string; readonly label: string; readonly geometry: readonly MultiPolygon[] };

const WIDTH = 720;
/** Half the circumference of the Earth over 180 degrees. */
const METRES_A_DEGREE = 111_195;

const positionsOf = (layers: readonly Layer[]): readonly (readonly number[])[] =>
  layers.flatMap(({ geometry }) => geometry.flatMap(({ coordinates }) => coordinates.flat(2)));

/** The longest of 1, 2 and 5 by powers of ten that is not longer than so many metres. */
const roundLength = (metres: number): number => {
  const power = 10 ** Math.floor(Math.log10(metres));
  return power * ([5, 2, 1].find((step) => step * power <= metres) ?? 1);
};

const lengthText = (metres: number): string => (metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`);
const degrees = (value: number, [positive, negative]: readonly [string, string]): string =>
  `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;

/** The bounds of positions; those west of the antimeridian continue those east of it. */
const boundsOf = (positions: readonly (readonly number[])[]) => {
  const first = positions[0]![0]!;
  const turned = (lon: number): number => (lon - first > 180 ? lon - 360 : first - lon > 180 ? lon + 360 : lon);
  const bounds = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [lon, lat] of positions as readonly (readonly [number, number])[]) {
    bounds.west = Math.min(bounds.west, turned(lon));
    bounds.east = Math.max(bounds.east, turned(lon));
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  return { ...bounds, turned };
};

/**
 * Cells as a drawing, north up, with a scale and the place of its middle; undefined where there are none. Degrees of
 * longitude are as long as in the middle: this shows which cells, and is no map to measure on.
 */
export const cellsMap = (layers: readonly Layer[], title: string): HTMLElement | undefined => {
  const positions = positionsOf(layers);
  if (positions.length === 0) return undefined;
  const { west, east, south, north, turned } = boundsOf(positions);
  const middle = (south + north) / 2;
  const shrink = Math.cos((middle * Math.PI) / 180);
  const span = Math.max((east - west) * shrink, (north - south) / 1.5, 1e-6);
  const scale = (WIDTH * 0.92) / span;
  const margin = WIDTH * 0.04;
  const height = Math.max((north - south) * scale + 2 * margin, 80);
  const left = (WIDTH - (east - west) * shrink * scale) / 2;
  const top = (height - (north - south) * scale) / 2;
  const at = ([lon, lat]: readonly number[]): string =>
    `${(left + (turned(lon!) - west) * shrink * scale).toFixed(1)} ${(top + (north - lat!) * scale).toFixed(1)}`;
  const pathOf = ({ coordinates }: MultiPolygon): string =>
    coordinates.flatMap((rings) => rings.map((ring) => `M${ring.slice(0, -1).map(at).join("L")}Z`)).join("");
  const metres = roundLength(((WIDTH / 4) * METRES_A_DEGREE) / scale);
  const bar = (metres * scale) / METRES_A_DEGREE;
  return h(
    "figure",
    { class: "map" },
    s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${height.toFixed(1)}`, role: "img", "aria-label": title },
      ...layers.map(({ className, geometry }) => s("path", { class: className, d: geometry.map(pathOf).join("") })),
    ),
    h(
      "figcaption",
      {},
      s(
        "svg",
        { class: "scale", viewBox: `0 0 ${bar.toFixed(1)} 8`, width: bar.toFixed(1), height: 8, "aria-hidden": "true" },
        s("path", { d: `M1 1V7H${(bar - 1).toFixed(1)}V1` }),
      ),
      ` ${lengthText(metres)} · ${degrees(middle, ["N", "S"])}, ${degrees((((west + east) / 2 + 540) % 360) - 180, ["E", "W"])}`,
      ...layers.map(({ className, label }) => h("span", { class: `key ${className}` }, label)),
    ),
  );
};
