import { addTo, type Expansion } from "../../../raster/sum.ts";
import type { Window } from "../../../grid/window.ts";

/** In place of a dNBR: the pixel is not of the ground that is looked at. */
export const OUTSIDE = -32766;

/** A window's dNBR and NBR before, in thousandths, row-major; OUTSIDE, or UNSEEN in both. 4 bytes a pixel. */
export type Tile = { readonly window: Window; readonly change: Int16Array; readonly before: Int16Array };

/**
 * What was seen of some ground. Areas are exact: they depend neither on windows nor on their order.
 */
export type PixelsSeen = {
  /** m2 by dNBR and by whether the pixel was green at both dates, see `binOf`. */
  readonly areas: ReadonlyMap<number, Expansion>;
  readonly unseenM2: Expansion;
  readonly observedPixels: number;
  /** Pixels whose values can be no reflectance; they count as unseen. */
  readonly strangePixels: number;
  readonly tiles: readonly Tile[];
};

/** The bin of a dNBR in thousandths and of green at both dates. */
export const binOf = (change: number, isGreen: boolean): number => 2 * change + (isGreen ? 1 : 0);
export const changeOf = (bin: number): number => Math.floor(bin / 2);
export const isGreenBin = (bin: number): boolean => bin % 2 !== 0;

/** Adds an area to a bin's, exactly. */
export const addArea = (areas: Map<number, Expansion>, bin: number, m2: number): void => {
  const known = areas.get(bin);
  if (known === undefined) areas.set(bin, [m2]);
  else addTo(known, m2);
};

/** Joins what disjoint windows saw. */
export const joinPixels = (parts: readonly PixelsSeen[]): PixelsSeen => {
  const areas = new Map<number, Expansion>();
  const unseenM2: Expansion = [];
  for (const part of parts) {
    part.unseenM2.forEach((m2) => addTo(unseenM2, m2));
    for (const [bin, expansion] of part.areas) expansion.forEach((m2) => addArea(areas, bin, m2));
  }
  return {
    areas,
    unseenM2,
    observedPixels: parts.reduce((sum, { observedPixels }) => sum + observedPixels, 0),
    strangePixels: parts.reduce((sum, { strangePixels }) => sum + strangePixels, 0),
    tiles: parts.flatMap(({ tiles }) => tiles),
  };
};
