import { INK, rampIndex } from "./palette.ts";
import { fill, LINE_PX, textWidth, write } from "./picture.ts";
import type { Picture } from "./picture.ts";
import { colouring, hatch } from "./shown.ts";
import type { Shown } from "./shown.ts";

const BAR_PX = 448;
const SWATCH_PX = 20;
const GAP_PX = 8;
const TICK_PX = 4;
const ROW_PX = SWATCH_PX + GAP_PX;

/** No legend is wider, with labels of up to 12 letters. */
export const LEGEND_WIDTH = BAR_PX;

/** A physical value in at most six digits. */
const label = (value: number, scale: number): string => String(Number((value * scale).toPrecision(6)));

type Swatch = { readonly text: string; readonly colourAt: (x: number, y: number) => number };

const swatchesOf = (shown: Shown, scale: number): readonly Swatch[] => {
  const colourOf = colouring(shown);
  const classes = "classes" in shown ? shown.classes : [];
  return [
    ...classes.map((value) => ({ text: label(value, scale), colourAt: () => colourOf(value) })),
    { text: "no data", colourAt: hatch },
  ];
};

/** Where swatches stand: side by side, and below one another where a line is full. */
const arranged = (swatches: readonly Swatch[], width: number): readonly (Swatch & { x: number; y: number })[] => {
  let [x, y] = [0, 0];
  return swatches.map((swatch) => {
    const needed = SWATCH_PX + GAP_PX + textWidth(swatch.text);
    if (x > 0 && x + needed > width) [x, y] = [0, y + ROW_PX];
    const placed = { ...swatch, x, y };
    x += needed + 2 * GAP_PX;
    return placed;
  });
};

const barHeight = (shown: Shown): number =>
  "classes" in shown ? 0 : SWATCH_PX + TICK_PX + GAP_PX / 2 + LINE_PX + GAP_PX;

/** Pixels that `drawLegend` needs below its top. */
export const legendHeight = (shown: Shown, scale: number, width: number): number =>
  barHeight(shown) + (arranged(swatchesOf(shown, scale), width).at(-1)?.y ?? 0) + SWATCH_PX;

const drawBar = (picture: Picture, left: number, top: number, low: number, high: number, scale: number): void => {
  fill(picture, [left, top, BAR_PX, SWATCH_PX], INK);
  for (let x = 1; x < BAR_PX - 1; x += 1)
    fill(picture, [left + x, top + 1, 1, SWATCH_PX - 2], rampIndex((x - 1) / (BAR_PX - 3)));
  for (const share of [0, 0.5, 1]) {
    const text = label(low + share * (high - low), scale);
    fill(picture, [left + Math.floor(share * (BAR_PX - 1)), top + SWATCH_PX, 1, TICK_PX], INK);
    const textLeft = left + Math.floor(share * (BAR_PX - textWidth(text)));
    write(picture, textLeft, top + SWATCH_PX + TICK_PX + GAP_PX / 2, text, INK);
  }
};

/** A colour bar with its ends and middle, or a swatch a value; then a swatch for nodata. */
export const drawLegend = (
  picture: Picture,
  left: number,
  top: number,
  shown: Shown,
  scale: number,
  width: number,
): void => {
  if (!("classes" in shown)) drawBar(picture, left, top, shown.low, shown.high, scale);
  for (const { text, colourAt, x, y } of arranged(swatchesOf(shown, scale), width)) {
    const [swatchLeft, swatchTop] = [left + x, top + barHeight(shown) + y];
    fill(picture, [swatchLeft, swatchTop, SWATCH_PX, SWATCH_PX], INK);
    for (let row = 1; row < SWATCH_PX - 1; row += 1)
      for (let col = 1; col < SWATCH_PX - 1; col += 1)
        fill(picture, [swatchLeft + col, swatchTop + row, 1, 1], colourAt(swatchLeft + col, swatchTop + row));
    write(picture, swatchLeft + SWATCH_PX + GAP_PX, swatchTop + (SWATCH_PX - LINE_PX) / 2, text, INK);
  }
};
