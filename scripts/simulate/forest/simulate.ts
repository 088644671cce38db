import { join } from "node:path";

import { writeFlatCatalogue } from "../../forest/flat-catalogue.ts";
import { surveyItem } from "../../forest/survey-item.ts";
import { writeDocuments } from "../write-documents.ts";
import { writeGeoTiff } from "../write-geotiff.ts";
import { itemsOf } from "./items.ts";
import { SIMULATED_PRACTICE, SIMULATED_RULES } from "./parameters.ts";
import { FOREST_GRID } from "./place.ts";
import { makeForest, PERIOD } from "./world.ts";
import type { ForestWorld } from "./world.ts";

export type SimulatedForest = {
  /** The static STAC catalogue. */
  readonly scenes: string;
  /** project.json and what it names. */
  readonly project: string;
  /** What was really taken up beyond what the ground would have without the project, less what leaked; never read. */
  readonly truthKg: number;
};

/** Writes a SIMULATED forest that earns: two surveys of canopy height, six years before them, plots, and a project. */
export const simulateForest = async (out: string, changes: Partial<ForestWorld> = {}): Promise<SimulatedForest> => {
  const made = makeForest(changes);
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  const raster = (looks: readonly Float32Array[]): Uint8Array =>
    writeGeoTiff({
      grid: FOREST_GRID,
      bands: looks.map((values) => ({ values })),
      nodata: NaN,
      layout: "tiles",
      compression: "deflate",
    });
  const surveys = made.looks.slice(made.historyDates.length);
  const history = made.looks.slice(0, made.historyDates.length);
  const tables = Object.entries({ "trees.csv": made.trees, "later-trees.csv": made.laterTrees }).filter(
    ([, trees]) => trees !== undefined,
  );
  await writeFlatCatalogue({
    out: scenes,
    id: "simulated-forest",
    description: "SIMULATED canopy heights and field plots: no such forest exists.",
    items: itemsOf(made).map(surveyItem),
    files: new Map([
      ...surveys.map((look, k) => [`heights-${k}.tif`, raster([look])] as const),
      ...(history.length === 0 ? [] : [["history.tif", raster(history)] as const]),
      ...tables.map(([file, trees]) => [file, new TextEncoder().encode(trees)] as const),
    ]),
  });
  await writeDocuments(project, {
    "project.json": {
      name: "SIMULATED forest",
      pool: "biomass",
      edgeLevel: 20,
      period: PERIOD,
      simulated: true,
      boundary: "boundary.geojson",
      practice: SIMULATED_PRACTICE,
    },
    "boundary.geojson": { type: "Polygon", coordinates: [made.ring] },
    "parameters.json": SIMULATED_RULES,
  });
  return { scenes, project, truthKg: made.truthKg };
};
