import { MOST_CHANGE } from "./tile.ts";
import type { SetAside } from "../../../raster/set-aside.ts";
import { setTileAside } from "./tile.ts";
import type { Tile } from "./tile.ts";

/**
 * Areas are whole units of 2^-16 m2, to which each pixel's is rounded: far finer than the ground is known, and exact in
 * sum up to 2^53 of them, 137,000 km2. So no sum depends on windows or on order.
 */
export const UNITS_PER_M2 = 65_536;

/** What was seen of some ground. */
export type PixelsSeen = {
  /** Units of area by dNBR and by whether the pixel was green at both dates, see `binOf`. */
  readonly areas: Float64Array;
  readonly unseenArea: number;
  readonly observedPixels: number;
  /** Pixels whose values can be no reflectance; they count as unseen. */
  readonly strangePixels: number;
  /** None of a reference, of which no map is made. */
  readonly tiles: readonly Tile[];
};

export const BINS = 2 * (2 * MOST_CHANGE + 1);

/** The bin of a dNBR in thousandths and of green at both dates. */
export const binOf = (change: number, isGreen: boolean): number => 2 * (change + MOST_CHANGE) + (isGreen ? 1 : 0);
export const changeOf = (bin: number): number => (bin >> 1) - MOST_CHANGE;
export const isGreenBin = (bin: number): boolean => (bin & 1) === 1;

/** Square metres of the bins that a test takes. */
export const areaWhere = (areas: Float64Array, isIn: (change: number, isGreen: boolean) => boolean): number =>
  areas.reduce((sum, area, bin) => (area > 0 && isIn(changeOf(bin), isGreenBin(bin)) ? sum + area : sum), 0) /
  UNITS_PER_M2;

/** What was seen, its tiles set aside until maps are made of them. */
export const lightened = async (seen: PixelsSeen, setAside: SetAside): Promise<PixelsSeen> => ({
  ...seen,
  tiles: await Promise.all(seen.tiles.map((tile) => setTileAside(tile, setAside))),
});

/** Joins what disjoint windows saw. */
export const joinPixels = (parts: readonly PixelsSeen[]): PixelsSeen => {
  const areas = new Float64Array(BINS);
  for (const part of parts) part.areas.forEach((area, bin) => (areas[bin]! += area));
  const sumOf = (name: "unseenArea" | "observedPixels" | "strangePixels"): number =>
    parts.reduce((sum, part) => sum + part[name], 0);
  return {
    areas,
    unseenArea: sumOf("unseenArea"),
    observedPixels: sumOf("observedPixels"),
    strangePixels: sumOf("strangePixels"),
    tiles: parts.flatMap(({ tiles }) => tiles),
  };
};
