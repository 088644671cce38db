import { refused } from "../../errors.ts";
import type { Scene } from "../../scenes/types.ts";

type Place = { readonly latitude: number; readonly longitude: number };

/**
 * A row lies where its table says that it does: swapped coordinates and other tables' rows do not.
 *
 * @param slack of the table's box, degrees: half of the widest pixel.
 * @throws SixfoldError of the code
 */
export const requireInTable = (
  { bbox: [west, south, east, north] }: Pick<Scene, "bbox">,
  { latitude, longitude }: Place,
  slack: number,
  code: string,
  field: string,
): void => {
  const isIn = (lon: number, lat: number): boolean =>
    lat >= south - slack &&
    lat <= north + slack &&
    (west <= east ? lon >= west - slack && lon <= east + slack : lon >= west - slack || lon <= east + slack);
  if (isIn(longitude, latitude)) return;
  const rule = isIn(latitude, longitude)
    ? "latitude and longitude are not swapped"
    : `lies in its table's box, ${west}, ${south}, ${east}, ${north}`;
  throw refused(code, field, { latitude, longitude }, rule);
};
