import type { ProjectDocuments } from "../../common/types.ts";
import { HEIGHT_REFERENCE } from "./terms.ts";

/*
 * An example of form, not of a place: a square of about a hundred hectares.
 */

const [WEST, SOUTH, SIDE_DEGREES] = [-48.1, -3.7, 0.009];

export const heightExample: ProjectDocuments = {
  "project.json": {
    name: "EXAMPLE of canopy-height-plots: no such project exists",
    pool: "biomass",
    edgeLevel: 20,
    period: { start: "2020-07-01T00:00:00Z", end: "2024-08-01T00:00:00Z" },
    history: { start: "2014-07-01T00:00:00Z", end: "2020-07-01T00:00:00Z" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { zone: "tropical-rainforest", stockKgPerHa: { lower: 100_000, upper: 1_200_000 } },
  },
  "boundary.geojson": {
    type: "Polygon",
    coordinates: [
      [
        [WEST, SOUTH],
        [WEST + SIDE_DEGREES, SOUTH],
        [WEST + SIDE_DEGREES, SOUTH + SIDE_DEGREES],
        [WEST, SOUTH + SIDE_DEGREES],
        [WEST, SOUTH],
      ],
    ],
  },
  "parameters.json": HEIGHT_REFERENCE,
};
