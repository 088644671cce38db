import { join } from "node:path";

import { writeFlatCatalogue } from "../../forest/flat-catalogue.ts";
import { writeDocuments } from "../write-documents.ts";
import { writeGeoTiff } from "../write-geotiff.ts";
import { BAND_TYPES, itemsOf } from "./items.ts";
import { SIMULATED_PRACTICE, SIMULATED_RULES } from "./parameters.ts";
import { MOSAIC_GRID } from "./place.ts";
import { HISTORY, makeLBand, PERIOD } from "./world.ts";
import type { LBandWorld } from "./world.ts";
import type { MadeMosaic } from "./mosaic.ts";

export type SimulatedLBand = {
  /** The static STAC catalogue. */
  readonly scenes: string;
  /** project.json and what it names. */
  readonly project: string;
};

const bandNames = Object.keys(BAND_TYPES) as (keyof MadeMosaic)[];

const rasterOf = (mosaic: MadeMosaic, name: keyof MadeMosaic): Uint8Array => {
  const { data_type: type, ...stated } = BAND_TYPES[name];
  const values = type === "uint16" ? Uint16Array.from(mosaic[name]) : Uint8Array.from(mosaic[name]);
  return writeGeoTiff({ grid: MOSAIC_GRID, bands: [{ values }], ...stated, layout: "tiles", compression: "deflate" });
};

/** Writes a SIMULATED forest under L-band that earns: mosaics of eight years, footprints, and a project. */
export const simulateLBand = async (out: string, changes: Partial<LBandWorld> = {}): Promise<SimulatedLBand> => {
  const made = makeLBand(changes);
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  await writeFlatCatalogue({
    out: scenes,
    id: "simulated-l-band",
    description: "SIMULATED L-band mosaics and GEDI footprints: no such forest exists.",
    items: itemsOf(made),
    files: new Map([
      ...made.mosaics.flatMap((mosaic, k) =>
        bandNames.map((name) => [`mosaic-${made.years[k]}-${name}.tif`, rasterOf(mosaic, name)] as const),
      ),
      ...(made.shots === undefined ? [] : [["shots.csv", new TextEncoder().encode(made.shots)] as const]),
    ]),
  });
  await writeDocuments(project, {
    "project.json": {
      name: "SIMULATED forest under L-band",
      pool: "biomass",
      edgeLevel: 20,
      period: PERIOD,
      history: HISTORY,
      simulated: true,
      boundary: "boundary.geojson",
      practice: SIMULATED_PRACTICE,
    },
    "boundary.geojson": { type: "Polygon", coordinates: [made.ring] },
    "parameters.json": SIMULATED_RULES,
  });
  return { scenes, project };
};
