import { projection } from "../../oracle/core/grid/projection.ts";
import type { LonLat } from "../../oracle/core/grid/types.ts";

/** Decimals of a degree: about a centimetre. */
const DECIMALS = 7;

/** Longitude and latitude of a position in a projected CRS, rounded. */
export const toLonLat = (epsg: number, x: number, y: number): LonLat => {
  const [lon, lat] = projection(epsg).toLonLat(x, y);
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
};
