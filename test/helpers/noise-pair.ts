import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Grid } from "../../oracle/core/grid/types.ts";
import { BURN_REFERENCE } from "../../oracle/core/services/integrity/burn/terms.ts";
import { georeference, long, short } from "../../oracle/core/tiff/geotiff-fields.ts";
import { TAG } from "../../oracle/core/tiff/tiff-tags.ts";
import { CLASSIC, directoryBytes, putDirectory, putHeader } from "../../oracle/core/tiff/write-directory.ts";
import { toLonLat } from "../../scripts/simulate/to-lon-lat.ts";

const TILE_PX = 256;
/** Samples of a pixel, side by side as composites of many bands have them; each a float32. */
const BANDS = 24;
const TILE_BYTES = TILE_PX * TILE_PX * BANDS * 4;
const PIXEL_M = 10;

const gridOf = (tiles: number): Grid => ({
  ...{ epsg: 32_610, originX: 500_000, originY: 4_200_000, pixelWidth: PIXEL_M, pixelHeight: PIXEL_M },
  ...{ width: tiles * TILE_PX, height: tiles * TILE_PX },
});

/** Floats from 1/16 to 1/8 with 23 random bits, which no packer makes shorter: xorshift32. */
const noiseFrom = (seed: number): ((tile: Uint32Array) => void) => {
  let state = seed | 1;
  return (tile) => {
    for (let at = 0; at < tile.length; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      tile[at] = 0x3d800000 | (state & 0x7fffff);
    }
  };
};

/** A GeoTIFF of noise, written tile by tile: no more than one is held. */
const writeNoise = async (path: string, grid: Grid, tiles: number, seed: number): Promise<void> => {
  const ofBands = (value: number): number[] => new Array<number>(BANDS).fill(value);
  const fieldsAt = (start: number) => [
    long(TAG.imageWidth, grid.width),
    long(TAG.imageLength, grid.height),
    short(TAG.bitsPerSample, ...ofBands(32)),
    short(TAG.compression, 1),
    short(TAG.photometric, 1),
    short(TAG.samplesPerPixel, BANDS),
    short(TAG.planarConfiguration, 1),
    short(TAG.sampleFormat, ...ofBands(3)),
    short(TAG.tileWidth, TILE_PX),
    short(TAG.tileLength, TILE_PX),
    long(TAG.tileOffsets, ...Array.from({ length: tiles ** 2 }, (_, tile) => start + tile * TILE_BYTES)),
    long(TAG.tileByteCounts, ...new Array<number>(tiles ** 2).fill(TILE_BYTES)),
    ...georeference(grid),
    short(TAG.extraSamples, ...ofBands(0).slice(1)),
  ];
  const start = CLASSIC.headerBytes + directoryBytes(fieldsAt(0), CLASSIC);
  const header = new DataView(new ArrayBuffer(start));
  putHeader(header, CLASSIC, CLASSIC.headerBytes);
  putDirectory(header, CLASSIC.headerBytes, fieldsAt(start), 0, CLASSIC);
  const file = await open(path, "w");
  const fill = noiseFrom(seed);
  const tile = new Uint32Array(TILE_BYTES / 4);
  await file.write(new Uint8Array(header.buffer));
  for (let written = 0; written < tiles ** 2; written += 1) {
    fill(tile);
    await file.write(new Uint8Array(tile.buffer));
  }
  await file.close();
};

const itemOf = (id: string, datetime: string, grid: Grid) => ({
  type: "Feature",
  stac_version: "1.1.0",
  id,
  collection: "noise",
  bbox: [-123, 37, -122, 38],
  geometry: null,
  links: [],
  properties: {
    datetime,
    "sixfold:simulated": true,
    "proj:code": `EPSG:${grid.epsg}`,
    "proj:transform": [PIXEL_M, 0, grid.originX, 0, -PIXEL_M, grid.originY],
    "proj:shape": [grid.height, grid.width],
  },
  assets: {
    image: {
      href: `./${id}.tif`,
      type: "image/tiff; application=geotiff",
      bands: Array.from({ length: BANDS }, (_, band) => ({
        name: `b${band}`,
        data_type: "float32",
        ...(band === 0 ? { "eo:common_name": "nir08" } : band === 1 ? { "eo:common_name": "swir22" } : {}),
      })),
    },
  },
});

export type NoisePair = { readonly project: string; readonly scenes: string };

/**
 * A SIMULATED pair for the burn service over one square of ground, and a project that claims all of it but a rim: so every
 * tile of both files is touched, and a bundle has at least `bytes` of them, which nothing makes shorter.
 */
export const makeNoisePair = async (folder: string, bytes: number): Promise<NoisePair> => {
  const tiles = Math.ceil(Math.sqrt(bytes / (2 * TILE_BYTES)));
  const grid = gridOf(tiles);
  const [project, scenes] = [join(folder, "project"), join(folder, "scenes")];
  await Promise.all([mkdir(project, { recursive: true }), mkdir(scenes, { recursive: true })]);
  const write = (path: string, json: unknown): Promise<void> => writeFile(path, JSON.stringify(json));
  for (const [seed, id, datetime] of [
    [1, "before", "2020-06-10T18:00:00Z"],
    [2, "after", "2021-06-13T18:00:00Z"],
  ] as const) {
    await writeNoise(join(scenes, `${id}.tif`), grid, tiles, seed);
    await write(join(scenes, `${id}.json`), itemOf(id, datetime, grid));
  }
  await write(join(scenes, "catalog.json"), {
    ...{ type: "Catalog", stac_version: "1.1.0", id: "noise", description: "SIMULATED noise" },
    links: ["before", "after"].map((id) => ({ rel: "item", href: `./${id}.json` })),
  });
  const [rim, side] = [20 * PIXEL_M, grid.width * PIXEL_M];
  const corner = (x: number, y: number) => toLonLat(grid.epsg, grid.originX + x, grid.originY - y);
  const ring = [
    corner(rim, rim),
    corner(rim, side - rim),
    corner(side - rim, side - rim),
    corner(side - rim, rim),
    corner(rim, rim),
  ];
  await write(join(project, "project.json"), {
    ...{ name: "Noise", pool: "biomass", edgeLevel: 16, simulated: true, boundary: "boundary.geojson" },
    period: { start: "2020-01-01", end: "2022-01-01" },
    practice: { stockKgPerHa: { lower: 20_000, upper: 400_000 } },
  });
  await write(join(project, "boundary.geojson"), { type: "Polygon", coordinates: [ring] });
  await write(join(project, "parameters.json"), BURN_REFERENCE);
  return { project, scenes };
};
