import type { ProjectDocuments } from "../../common/types.ts";
import { BURN_REFERENCE } from "./terms.ts";

/*
 * An example of form, not of a place: a square of about ten hectares, and a stock that nobody measured.
 */

const [WEST, SOUTH, SIDE_DEGREES] = [-106, 33.4, 0.003];

export const burnExample: ProjectDocuments = {
  "project.json": {
    name: "EXAMPLE of burn-severity-pair: no such project exists",
    pool: "biomass",
    edgeLevel: 20,
    period: { start: "2024-03-01T00:00:00Z", end: "2024-12-01T00:00:00Z" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: { lower: 20_000, upper: 400_000 } },
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
  "parameters.json": BURN_REFERENCE,
};
