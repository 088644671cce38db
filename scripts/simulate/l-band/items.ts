import { FOOTPRINTS_ROLE } from "../../../oracle/core/services/forest/l-band/l-band-gedi.ts";
import { MOSAIC_BANDS } from "../../../oracle/core/services/forest/l-band/mosaic.ts";
import { ringOf as outlineOf } from "../../forest/survey-item.ts";
import { MOSAIC_GRID } from "./place.ts";
import type { MadeLBand } from "./world.ts";

const TIFF = "image/tiff; application=geotiff";

/** Element type and no-data value of each band. */
export const BAND_TYPES = {
  HH: { data_type: "uint16", nodata: 0 },
  HV: { data_type: "uint16", nodata: 0 },
  linci: { data_type: "uint8" },
  mask: { data_type: "uint8" },
  date: { data_type: "uint16" },
} as const;

/** The STAC items of yearly mosaics, the shots beside the earlier one of the pair: its place is the last but one. */
export const itemsOf = ({ years, shots }: Pick<MadeLBand, "years" | "shots">) => {
  const { epsg, width, height, originX, originY, pixelWidth, pixelHeight } = MOSAIC_GRID;
  const ring = outlineOf(MOSAIC_GRID);
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return years.map((year, k) => ({
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: ["https://stac-extensions.github.io/projection/v2.0.0/schema.json"],
    id: `mosaic-${year}`,
    collection: "simulated-mosaics",
    geometry: { type: "Polygon", coordinates: [ring] },
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    properties: {
      datetime: `${year}-01-01T00:00:00Z`,
      title: `SIMULATED L-band mosaic of ${year}`,
      platform: "simulated-l-band",
      "sixfold:simulated": true,
      "proj:code": `EPSG:${epsg}`,
      "proj:transform": [pixelWidth, 0, originX, 0, -pixelHeight, originY],
      "proj:shape": [height, width],
    },
    links: [],
    assets: {
      ...Object.fromEntries(
        MOSAIC_BANDS.map((name) => [
          name,
          {
            href: `./mosaic-${year}-${name}.tif`,
            type: TIFF,
            roles: ["data"],
            bands: [{ name, ...BAND_TYPES[name] }],
          },
        ]),
      ),
      ...(shots === undefined || k !== years.length - 2
        ? {}
        : { footprints: { href: "./shots.csv", type: "text/csv", roles: ["data", FOOTPRINTS_ROLE] } }),
    },
  }));
};
