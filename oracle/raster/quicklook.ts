import type { Layer } from "./layer.ts";
import { writePng } from "./write-png.ts";

/** Dark violet to yellow in five stops: lightness rises throughout, so it also reads in grey. */
const RAMP = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

const colourAt = (share: number, channel: 0 | 1 | 2): number => {
  const position = share * (RAMP.length - 1);
  const stop = Math.min(Math.floor(position), RAMP.length - 2);
  const from = RAMP[stop]?.[channel] as number;
  const to = RAMP[stop + 1]?.[channel] as number;
  return Math.round(from + (to - from) * (position - stop));
};

/** A layer as a PNG: lowest to highest value over a colour ramp, nodata transparent. */
export const quicklook = ({ grid, rows, nodata }: Layer): Uint8Array => {
  const values = rows(0, grid.height);
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === nodata) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const rgba = new Uint8Array(values.length * 4);
  values.forEach((value, i) => {
    if (value === nodata) return;
    const share = high > low ? (value - low) / (high - low) : 0.5;
    rgba.set([colourAt(share, 0), colourAt(share, 1), colourAt(share, 2), 255], i * 4);
  });
  return writePng(rgba, grid.width, grid.height);
};
