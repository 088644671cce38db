import { empty } from "../../../empty.ts";
import type { Window } from "../../../grid/window.ts";
import { UNSEEN } from "../../../kernels/burn-indices.ts";
import type { Recall, SetAside } from "../../../raster/set-aside.ts";

/** In place of a dNBR: the pixel is not of the ground that is looked at. */
export const OUTSIDE = -32766;

/** Furthest an NBR lies from 0, in thousandths; a dNBR, twice as far. */
const MOST_NBR = 1000;
export const MOST_CHANGE = 2 * MOST_NBR;

/** A window's dNBR and NBR before, in thousandths, row-major; OUTSIDE, or UNSEEN in both. */
export type Planes = { readonly change: Int16Array; readonly before: Int16Array };

/**
 * A window's planes as they wait until maps are made of them: 3 bytes a pixel between the first and the last of a row
 * that is looked at. Deflated, noisy ground would take 2.5 bytes, and twenty times as long.
 */
export type Tile = {
  readonly window: Window;
  /** First column that is looked at and the one after the last, row by row. */
  readonly spans: Uint32Array;
  /** Held, or set aside. */
  readonly packed: Uint8Array | Recall;
};

const BYTES = 3;
/** Codes of what is no pair of indices; pairs follow. */
const CODE = { outside: 0, unseen: 1, first: 2 } as const;
const NBRS = 2 * MOST_NBR + 1;

const codeOf = (change: number, before: number): number => {
  if (change === OUTSIDE) return CODE.outside;
  if (change === UNSEEN) return CODE.unseen;
  return CODE.first + (change + MOST_CHANGE) * NBRS + before + MOST_NBR;
};

const spansOf = ({ width, height }: Window, change: Int16Array): Uint32Array => {
  const spans = new Uint32Array(2 * height);
  for (let row = 0; row < height; row += 1) {
    let [from, to] = [0, width];
    while (from < to && change[row * width + from] === OUTSIDE) from += 1;
    while (to > from && change[row * width + to - 1] === OUTSIDE) to -= 1;
    spans.set([from, to], 2 * row);
  }
  return spans;
};

/** Calls with each pixel between a tile's spans, in order. */
const within = ({ width, height }: Window, spans: Uint32Array, use: (pixel: number) => void): void => {
  for (let row = 0; row < height; row += 1)
    for (let col = spans[2 * row] as number; col < (spans[2 * row + 1] as number); col += 1) use(row * width + col);
};

export const packTile = (window: Window, { change, before }: Planes): Tile => {
  const spans = spansOf(window, change);
  const pixels = spans.reduce((sum, edge, i) => (i % 2 === 0 ? sum - edge : sum + edge), 0);
  const packed = new Uint8Array(BYTES * pixels);
  let at = 0;
  within(window, spans, (pixel) => {
    const code = codeOf(change[pixel] as number, before[pixel] as number);
    packed[at] = code;
    packed[at + 1] = code >> 8;
    packed[at + 2] = code >> 16;
    at += BYTES;
  });
  return { window, spans, packed };
};

export const setTileAside = async ({ packed, ...tile }: Tile, setAside: SetAside): Promise<Tile> => ({
  ...tile,
  packed: packed instanceof Uint8Array ? await setAside(packed) : packed,
});

export const unpackTile = async ({ window, spans, packed: kept }: Tile): Promise<Planes> => {
  const packed = kept instanceof Uint8Array ? kept : await kept();
  const pixels = window.width * window.height;
  const change = new Int16Array(pixels).fill(OUTSIDE);
  const before = new Int16Array(pixels).fill(OUTSIDE);
  let at = 0;
  within(window, spans, (pixel) => {
    const code = (packed[at] as number) | ((packed[at + 1] as number) << 8) | ((packed[at + 2] as number) << 16);
    at += BYTES;
    if (code === CODE.outside) return;
    const pair = code - CODE.first;
    change[pixel] = code === CODE.unseen ? UNSEEN : Math.floor(pair / NBRS) - MOST_CHANGE;
    before[pixel] = code === CODE.unseen ? UNSEEN : (pair % NBRS) - MOST_NBR;
  });
  if (packed !== kept) empty(packed);
  return { change, before };
};
