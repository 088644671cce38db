import { SixfoldError } from "../../oracle/core/errors.ts";
import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import { parseItem } from "../../oracle/core/scenes/parse-item.ts";
import type { RefusedScene } from "../../oracle/core/services/common/types.ts";
import { canopyHeightPlots } from "../../oracle/core/services/forest/height/canopy-height-plots.ts";
import { HEIGHT_REFERENCE } from "../../oracle/core/services/forest/height/terms.ts";

/** Colours of Landsat images as a catalogue states them: no map of canopy heights among them. */
const colours = (datetime: string) => ({
  type: "Feature",
  stac_version: "1.1.0",
  stac_extensions: ["https://stac-extensions.github.io/eo/v2.0.0/schema.json"],
  id: `landsat-${datetime.slice(0, 4)}`,
  collection: "landsat",
  geometry: { type: "Point", coordinates: [-84, 10] },
  bbox: [-84, 10, -84, 10],
  properties: { datetime },
  links: [],
  assets: {
    image: {
      href: "./image.tif",
      type: "image/tiff; application=geotiff",
      roles: ["data", "reflectance"],
      bands: ["blue", "green", "red", "nir"].map((name) => ({ name, "eo:common_name": name })),
    },
  },
});

/** What the forest service says to colours of some dates in place of heights: its refusal, and of which images by which rule. */
export const refusalOfColours = (
  datetimes: readonly string[],
): { readonly code: string; readonly refused: readonly RefusedScene[] } => {
  const boundary = parseBoundary({
    type: "Polygon",
    coordinates: [
      [
        [-84, 10],
        [-83.99, 10],
        [-83.99, 10.01],
        [-84, 10],
      ],
    ],
  });
  const period = { start: "1980-01-01T00:00:00Z", end: "2024-01-01T00:00:00Z" };
  const project = {
    name: "Colours",
    pool: "biomass",
    edgeLevel: 20,
    fields: [],
    simulated: false,
    practice: {},
  } as const;
  try {
    canopyHeightPlots.start({
      project: { ...project, boundary, period },
      parameters: { ...HEIGHT_REFERENCE, zone: "tropical-rainforest" },
      ground: [{ cell: 1n, bits: 1n }],
      scenes: datetimes.map((datetime) => parseItem(colours(datetime), "https://example.org/item.json")),
    });
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    return { code: error.code, ...(error.value as { readonly refused: readonly RefusedScene[] }) };
  }
  return { code: "none", refused: [] };
};
