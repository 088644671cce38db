import { refused } from "../../../errors.ts";
import type { Grid } from "../../../grid/types.ts";
import type { HeightRules } from "./terms.ts";

const isUtm = (epsg: number): boolean => {
  const [hundred, zone] = [Math.floor(epsg / 100), epsg % 100];
  return (hundred === 326 || hundred === 327) && zone >= 1 && zone <= 60;
};

/** @throws SixfoldError SERVICE_LATTICE, SERVICE_PIXEL_SIZE where a map's grid will not do */
export const requireHeightMap =
  ({ maxPixelM }: HeightRules["heights"]) =>
  ({ epsg, pixelWidth, pixelHeight }: Grid, href: string): void => {
    if (!isUtm(epsg))
      throw refused("SERVICE_LATTICE", href, epsg, "a map of canopy heights is in UTM: distances are metres");
    if (pixelWidth !== pixelHeight)
      throw refused("SERVICE_LATTICE", href, [pixelWidth, pixelHeight], "pixels of a map of canopy heights are square");
    if (pixelWidth > maxPixelM)
      throw refused("SERVICE_PIXEL_SIZE", href, pixelWidth, `pixels of at most ${maxPixelM} m`);
  };
