import { stripsOf } from "../raster/layer.ts";
import type { Layer } from "../raster/layer.ts";
import { NODATA, NODATA_LINE, rampIndex } from "./palette.ts";

/** What a layer holds: its values where they are few (none where all is nodata), or the range of many. */
export type Shown = { readonly classes: readonly number[] } | { readonly low: number; readonly high: number };

/** As many swatches as are told apart at a glance, and in grey. */
const MOST_CLASSES = 8;

/** Reads a layer once. */
export const shownOf = async (layer: Layer): Promise<Shown> => {
  const seen = new Set<number>();
  let [low, high] = [Infinity, -Infinity];
  for await (const strip of stripsOf(layer)) {
    let last = layer.nodata;
    for (const value of strip) {
      if (value === last || value === layer.nodata) continue;
      last = value;
      if (value < low) low = value;
      if (value > high) high = value;
      if (seen.size <= MOST_CLASSES) seen.add(value);
    }
  }
  return seen.size > MOST_CLASSES ? { low, high } : { classes: [...seen].sort((a, b) => a - b) };
};

/** Palette index of a value that is not nodata. */
export const colouring = (shown: Shown): ((value: number) => number) => {
  if (!("classes" in shown)) {
    const { low, high } = shown;
    return (value) => rampIndex((value - low) / (high - low));
  }
  const { classes } = shown;
  const last = Math.max(classes.length - 1, 1);
  const colours = new Map(classes.map((value, i) => [value, rampIndex(i / last)]));
  return (value) => colours.get(value) as number;
};

/** Palette index of nodata at a place of the picture: thin lines from lower left to upper right. */
export const hatch = (x: number, y: number): number => ((x + y) % 8 === 0 ? NODATA_LINE : NODATA);
