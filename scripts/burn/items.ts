import type { Grid } from "../../oracle/core/grid/types.ts";
import type { Basin } from "./basins.ts";

/** Common names of Landsat 7's B1 to B5 and B7 (STAC eo extension). */
const COMMON_NAMES = ["blue", "green", "red", "nir08", "swir16", "swir22"] as const;
const BANDS = ["B1", "B2", "B3", "B4", "B5", "B7"] as const;

/** Landsat Collection 2 level 2: reflectance = DN * scale + offset. */
const SCALE = 2.75e-5;
const OFFSET = -0.2;

export type Side = "before" | "after";

/**
 * When a side's looks may have been taken. The source says that the composites are medians of the 120 days before the
 * fire and after it, and gives the fire's year alone: so the range is that of all days of the year.
 */
export const rangeOf = (side: Side, year: number): readonly [start: string, end: string] =>
  side === "before"
    ? [`${year - 1}-09-03T00:00:00Z`, `${year}-12-31T23:59:59Z`]
    : [`${year}-01-01T00:00:00Z`, `${year + 1}-04-30T23:59:59Z`];

/** Corners west, south, east, north of a grid in degrees. */
export const boxOf = ({ originX, originY, width, height, pixelWidth, pixelHeight }: Grid) =>
  [originX, originY - height * pixelHeight, originX + width * pixelWidth, originY] as const;

export const ringOf = (grid: Grid) => {
  const [west, south, east, north] = boxOf(grid);
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
};

/** Twelve bands of one file; only those of the item's own side have common names. */
const bandsOf = (side: Side) =>
  (["before", "after"] as const).flatMap((each) =>
    BANDS.map((name, index) => ({
      name: `${each}-${name}`,
      data_type: "float32",
      "raster:scale": SCALE,
      "raster:offset": OFFSET,
      ...(each === side ? { "eo:common_name": COMMON_NAMES[index] } : {}),
    })),
  );

/** The STAC item of one side of a basin's pair. */
export const itemOf = (side: Side, { id, fire, year }: Basin, grid: Grid, collection: string, file: string) => {
  const [start, end] = rangeOf(side, year);
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: [
      "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
      "https://stac-extensions.github.io/eo/v2.0.0/schema.json",
      "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
    ],
    id: `${id}-${side}`,
    collection,
    geometry: { type: "Polygon", coordinates: [ringOf(grid)] },
    bbox: boxOf(grid),
    properties: {
      datetime: null,
      start_datetime: start,
      end_datetime: end,
      title: `Landsat 7 surface reflectance, median of the 120 days ${side} the ${fire} fire of ${year}`,
      "sixfold:datetime_precision":
        "The source gives the year of the fire and no day; the range is that of every day of the year.",
      platform: "landsat-7",
      instruments: ["etm+"],
      "proj:code": `EPSG:${grid.epsg}`,
      "proj:transform": [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
      "proj:shape": [grid.height, grid.width],
    },
    links: [
      { rel: "root", href: "../catalog.json", type: "application/json" },
      { rel: "collection", href: "./collection.json", type: "application/json" },
      { rel: "parent", href: "./collection.json", type: "application/json" },
    ],
    assets: {
      image: { href: `./${file}`, type: "image/tiff; application=geotiff", roles: ["data"], bands: bandsOf(side) },
    },
  };
};
