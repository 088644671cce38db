import { deflateSync, inflateSync } from "fflate";

import type { Window } from "../../../grid/window.ts";

/** In place of a dNBR: the pixel is not of the ground that is looked at. */
export const OUTSIDE = -32766;

/** A window's dNBR and NBR before, in thousandths, row-major; OUTSIDE, or UNSEEN in both. */
export type Planes = { readonly change: Int16Array; readonly before: Int16Array };

/**
 * A window's planes as they are kept until maps are made of them: what lies outside costs nothing, and what was seen never
 * more than its 4 bytes a pixel and 5 in 10,000 of them.
 */
export type Tile = { readonly window: Window; readonly packed: Uint8Array };

/** Neighbours differ by little: their differences have few values, and high bytes that are nearly all alike. */
const bytesOf = (plane: Int16Array, into: Uint8Array, at: number): void => {
  let last = 0;
  for (let i = 0; i < plane.length; i += 1) {
    const value = plane[i] as number;
    const difference = value - last;
    into[at + i] = difference;
    into[at + plane.length + i] = difference >> 8;
    last = value;
  }
};

const planeOf = (bytes: Uint8Array, at: number, length: number): Int16Array => {
  const plane = new Int16Array(length);
  let value = 0;
  for (let i = 0; i < length; i += 1) {
    value += (bytes[at + i] as number) | ((bytes[at + length + i] as number) << 8);
    plane[i] = value;
  }
  return plane;
};

/** The fastest level: what is left after differencing is noise, which no level shrinks. */
export const packTile = (window: Window, { change, before }: Planes): Tile => {
  const bytes = new Uint8Array(4 * change.length);
  bytesOf(change, bytes, 0);
  bytesOf(before, bytes, 2 * change.length);
  // A copy: a view would take its whole buffer along between threads.
  return { window, packed: deflateSync(bytes, { level: 1 }).slice() };
};

export const unpackTile = ({ window, packed }: Tile): Planes => {
  const length = window.width * window.height;
  const bytes = inflateSync(packed, { out: new Uint8Array(4 * length) });
  return { change: planeOf(bytes, 0, length), before: planeOf(bytes, 2 * length, length) };
};
