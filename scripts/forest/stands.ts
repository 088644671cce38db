import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { fromFile } from "geotiff";

import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import { edgesOf, pointInBoundary } from "../../oracle/core/ground/point-in-boundary.ts";
import { ln } from "../../oracle/core/math.ts";
import { sumExact } from "../../oracle/core/raster/sum.ts";
import { leaveBlocksOut } from "../../oracle/core/services/forest/model/blocked.ts";
import { selectedLine } from "../../oracle/core/services/forest/model/selected-line.ts";

/** Stands of Knapp, British Columbia, with what one Landsat image shows of each. */
type Stand = {
  readonly lon: number;
  readonly lat: number;
  readonly biomass: number;
  readonly metrics: readonly number[];
};

/** Share of the squared error of knowing nothing that the image takes away, on ground left out. */
export type StandSkill = {
  readonly stands: number;
  readonly blocks: number;
  readonly byBlocks: number;
  readonly byHalves: number;
};

const FOLDER = join("part2", "forest");
/** Fewest pixels whose centres lie in a stand: below, its neighbours are most of what is seen. */
const LEAST_PIXELS = 9;
/** Side of a block, degrees: some 900 m by 1,400 m. */
const BLOCK_DEGREES = 0.0125;

type Feature = { readonly properties: Readonly<Record<string, unknown>>; readonly geometry: unknown };

const readStands = async (dataFolder: string): Promise<readonly Stand[]> => {
  const text = await readFile(join(dataFolder, FOLDER, "knapp_inventory_north.geojson"), "utf8");
  const { features } = JSON.parse(text) as { readonly features: readonly Feature[] };
  const tiff = await fromFile(join(dataFolder, FOLDER, "knapp_landsat8_north.tif"));
  try {
    const image = await tiff.getImage();
    const [west, north] = image.getOrigin() as [number, number];
    const [across, down] = image.getResolution() as [number, number];
    const [width, height] = [image.getWidth(), image.getHeight()];
    const bands = (await image.readRasters()) as unknown as readonly Float32Array[];
    return features.flatMap(({ properties, geometry }) => {
      const biomass = properties["WHOLE_STEM_BIOMASS_PER_HA"];
      if (properties["BCLCS_LEVEL_2"] !== "T" || typeof biomass !== "number") return [];
      const boundary = parseBoundary(geometry);
      const isIn = pointInBoundary(edgesOf(boundary));
      const corners = boundary.coordinates.flat(2);
      const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
      const firstCol = Math.max(0, Math.floor((Math.min(...lons) - west) / across));
      const lastCol = Math.min(width - 1, Math.ceil((Math.max(...lons) - west) / across));
      const firstRow = Math.max(0, Math.floor((Math.max(...lats) - north) / down));
      const lastRow = Math.min(height - 1, Math.ceil((Math.min(...lats) - north) / down));
      const seen: number[] = [];
      for (let row = firstRow; row <= lastRow; row += 1)
        for (let col = firstCol; col <= lastCol; col += 1)
          if (isIn([west + (col + 0.5) * across, north + (row + 0.5) * down])) seen.push(row * width + col);
      const means = bands.map((band) => sumExact(seen.map((at) => band[at] as number)) / seen.length);
      if (seen.length < LEAST_PIXELS || !means.every((mean) => mean > 0)) return [];
      const [, green, red, nir] = means as [number, number, number, number];
      const centre = (values: readonly number[]): number => sumExact(values) / values.length;
      return [
        {
          lon: centre(lons),
          lat: centre(lats),
          biomass,
          metrics: [ln(red), ln(nir), (nir - red) / (nir + red), (nir - green) / (nir + green)],
        },
      ];
    });
  } finally {
    await tiff.close();
  }
};

/** How well one image tells the stem biomass of stands by blocks left out, and by halves of the place. */
export const standSkill = async (dataFolder: string): Promise<StandSkill> => {
  const stands = await readStands(dataFolder);
  const truth = stands.map(({ biomass }) => biomass);
  const blocks = stands.map(({ lon, lat }) => `${Math.floor(lon / BLOCK_DEGREES)}:${Math.floor(lat / BLOCK_DEGREES)}`);
  const middle = stands.map(({ lon }) => lon).toSorted((a, b) => a - b)[Math.floor(stands.length / 2)]!;
  const halves = stands.map(({ lon }) => (lon < middle ? "west" : "east"));
  // Metrics are selected over columns of blocks: six or so, where all blocks would take an hour of selection to little end.
  const fit = selectedLine(
    stands[0]!.metrics.map((_, m) => stands.map(({ metrics }) => metrics[m]!)),
    truth,
    blocks.map((block) => block.split(":")[0]!),
  );
  const rows = truth.map((_, row) => row);
  const squares = (groups: readonly string[], own: typeof fit): number =>
    sumExact([...leaveBlocksOut(groups, rows, own)].map(([row, value]) => (value - truth[row]!) ** 2));
  const nothing: typeof fit = (training) => {
    const mean = sumExact(training.map((row) => truth[row]!)) / training.length;
    return () => mean;
  };
  const skillOf = (groups: readonly string[]): number => 1 - squares(groups, fit) / squares(groups, nothing);
  return {
    stands: stands.length,
    blocks: new Set(blocks).size,
    byBlocks: skillOf(blocks),
    byHalves: skillOf(halves),
  };
};
