import type { Grid } from "../../grid/types.ts";

/** Metres to a unit of the CRS along its longer axis: degrees in EPSG:4326 (at the equator), metres elsewhere. */
export const metresPerUnit = (epsg: number): number => (epsg === 4326 ? 111_320 : 1);

/** Longer side of a grid's pixels, metres. */
export const pixelSizeM = ({ epsg, pixelWidth, pixelHeight }: Grid): number =>
  Math.max(pixelWidth, pixelHeight) * metresPerUnit(epsg);
