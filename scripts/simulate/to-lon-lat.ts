import proj4 from "proj4";

import type { LonLat } from "../../oracle/ground/types.ts";

/** Decimals of a degree: about a centimetre. */
const DECIMALS = 7;

/** Longitude and latitude of a position in a UTM zone of WGS84 (EPSG 326xx north, 327xx south), rounded. */
export const toLonLat = (epsg: number, x: number, y: number): LonLat => {
  const south = epsg >= 32701 ? " +south" : "";
  const [lon, lat] = proj4(`+proj=utm +zone=${epsg % 100}${south} +datum=WGS84 +units=m`).inverse([x, y]) as [
    number,
    number,
  ];
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
};
