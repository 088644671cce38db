import type { Grid } from "../../oracle/core/grid/types.ts";
import { HISTORY_ROLE } from "../../oracle/core/services/forest/height/history.ts";
import { HEIGHT_ROLE } from "../../oracle/core/services/forest/height/survey.ts";
import { PLOTS_ROLE } from "../../oracle/core/services/forest/height/canopy-height-plots.ts";
import { toLonLat } from "../simulate/to-lon-lat.ts";

/** A survey of canopy heights as an item states it. Names of files are relative to the item. */
export type SurveyItem = {
  readonly id: string;
  readonly collection: string;
  readonly datetime: string;
  readonly title: string;
  readonly simulated: boolean;
  readonly grid: Grid;
  /** A raster of one band, metres. */
  readonly heights: string;
  /** A raster of a band for each date, metres. */
  readonly history?: { readonly file: string; readonly dates: readonly string[] };
  /** A CSV table of trees. */
  readonly trees?: string;
};

const TIFF = "image/tiff; application=geotiff";
const band = (name: string) => ({ name, unit: "m", nodata: "nan", data_type: "float32" });

/** Corners of a grid in degrees, anticlockwise, closed. */
export const ringOf = ({ epsg, width, height, originX, originY, pixelWidth, pixelHeight }: Grid) => {
  const [east, south] = [originX + width * pixelWidth, originY - height * pixelHeight];
  const corners = [
    [originX, south],
    [east, south],
    [east, originY],
    [originX, originY],
    [originX, south],
  ] as const;
  return corners.map(([x, y]) => toLonLat(epsg, x, y));
};

/** The STAC item of a survey. */
export const surveyItem = ({ id, collection, datetime, title, simulated, grid, ...files }: SurveyItem) => {
  const ring = ringOf(grid);
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: ["https://stac-extensions.github.io/projection/v2.0.0/schema.json"],
    id,
    collection,
    geometry: { type: "Polygon", coordinates: [ring] },
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    properties: {
      datetime,
      title,
      ...(simulated ? { "sixfold:simulated": true } : {}),
      "proj:code": `EPSG:${grid.epsg}`,
      "proj:transform": [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
      "proj:shape": [grid.height, grid.width],
    },
    links: [],
    assets: {
      heights: { href: `./${files.heights}`, type: TIFF, roles: ["data", HEIGHT_ROLE], bands: [band("height")] },
      ...(files.history === undefined
        ? {}
        : {
            history: {
              href: `./${files.history.file}`,
              type: TIFF,
              roles: ["data", HISTORY_ROLE],
              bands: files.history.dates.map(band),
            },
          }),
      ...(files.trees === undefined
        ? {}
        : { trees: { href: `./${files.trees}`, type: "text/csv", roles: ["data", PLOTS_ROLE] } }),
    },
  };
};
