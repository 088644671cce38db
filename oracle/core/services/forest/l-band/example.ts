import type { ProjectDocuments } from "../../common/types.ts";
import { L_BAND_REFERENCE } from "./terms.ts";

/*
 * An example of form, not of a place: a square of about two hundred and fifty hectares.
 */

const [WEST, SOUTH, SIDE_DEGREES] = [104.1, 12.4, 0.0144];

export const lBandExample: ProjectDocuments = {
  "project.json": {
    name: "EXAMPLE of l-band-gedi: no such project exists",
    pool: "biomass",
    edgeLevel: 16,
    period: { start: "2021-01-01T00:00:00Z", end: "2025-01-01T00:00:00Z" },
    history: { start: "2015-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { zone: "tropical-moist-deciduous", stockKgPerHa: { lower: 20_000, upper: 250_000 } },
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
  "parameters.json": L_BAND_REFERENCE,
};
