import { placesOf } from "../../grid/places.ts";
import { gridOver } from "../common/areas-on-grid.ts";
import { vectorOfLonLat } from "../../ground/s2.ts";
import type { Layer } from "../../raster/layer.ts";
import type { Project } from "../common/types.ts";
import { metresBetween } from "./hotspot-fires.ts";
import type { Hotspot } from "./hotspots.ts";

/** About a hundred metres: far less than a hotspot's pixel. */
const PIXEL_DEGREES = 0.001;

const LATTICE = { epsg: 4326, width: 360_000, height: 180_000, originX: -180, originY: 90 };

/** Where some hotspots' pixels may lie (1) over the project's box and where not (0). */
export const footprintLayer = ({ boundary, edgeLevel }: Project, hotspots: readonly Hotspot[]): Layer => {
  const lattice = { ...LATTICE, pixelWidth: PIXEL_DEGREES, pixelHeight: PIXEL_DEGREES };
  const grid = gridOver(lattice, [boundary], edgeLevel);
  const at = placesOf(grid);
  return {
    ...{ name: "footprint", grid, nodata: -1, unit: "1", scale: 1 },
    rows: (first, count) =>
      Int32Array.from({ length: count * grid.width }, (_, pixel) => {
        const [lon, lat] = at((pixel % grid.width) + 0.5, first + Math.floor(pixel / grid.width) + 0.5);
        const centre = vectorOfLonLat(lon, lat);
        return hotspots.some((each) => metresBetween(each.centre, centre) <= each.radiusM) ? 1 : 0;
      }),
  };
};
