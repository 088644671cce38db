/** Dark violet to yellow in five stops: lightness rises throughout, so it also reads in grey. */
const STOPS = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

export const PAPER = 0;
export const INK = 1;
/** Hatched: nodata differs from every colour of the ramp by texture, not by tone alone. */
export const NODATA = 2;
export const NODATA_LINE = 3;

const RAMP_START = 4;
/** A PNG's palette has at most 256 entries. */
const RAMP_STEPS = 256 - RAMP_START;

const rampColour = (share: number): readonly number[] => {
  const position = share * (STOPS.length - 1);
  const stop = Math.min(Math.floor(position), STOPS.length - 2);
  const [from, to] = [STOPS[stop] as readonly number[], STOPS[stop + 1] as readonly number[]];
  return from.map((value, channel) => Math.round(value + ((to[channel] as number) - value) * (position - stop)));
};

/** Index of the ramp's colour at a share from 0 to 1. */
export const rampIndex = (share: number): number => RAMP_START + Math.round(share * (RAMP_STEPS - 1));

/** Red, green and blue by index. */
export const PALETTE: readonly (readonly number[])[] = [
  [255, 255, 255],
  [32, 32, 32],
  [244, 244, 244],
  [196, 196, 196],
  ...Array.from({ length: RAMP_STEPS }, (_, i) => rampColour(i / (RAMP_STEPS - 1))),
];
