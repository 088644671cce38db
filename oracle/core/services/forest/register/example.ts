import type { ProjectDocuments } from "../../common/types.ts";
import { REGISTER_REFERENCE } from "./terms.ts";

/*
 * An example of form, not of a place: a square of about twenty-five hectares.
 */

const [WEST, SOUTH, SIDE_DEGREES] = [135.9, 34.3, 0.005];

export const registerExample: ProjectDocuments = {
  "project.json": {
    name: "EXAMPLE of japan-stand-register: no such project exists",
    pool: "biomass",
    edgeLevel: 20,
    period: { start: "2022-04-01T00:00:00Z", end: "2025-04-01T00:00:00Z" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: { lower: 100_000, upper: 900_000 } },
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
  "parameters.json": REGISTER_REFERENCE,
};
