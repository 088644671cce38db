import type { JsonValue, ProjectDocuments } from "../common/types.ts";

/*
 * An example of form, not of a place: a square of about a square kilometre, and a stock that nobody measured.
 */

const [WEST, SOUTH, SIDE_DEGREES] = [96, 19, 0.01];

/** A project to be replaced by a real one. */
export const watchExample = (
  methodology: string,
  parameters: JsonValue,
  period = { start: "2023-01-01", end: "2025-01-01" },
): ProjectDocuments => ({
  "project.json": {
    name: `EXAMPLE of ${methodology}: no such project exists`,
    pool: "biomass",
    edgeLevel: 20,
    period,
    simulated: false,
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: { lower: 20_000, upper: 400_000 }, watchFrom: "2024-01-01" },
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
  "parameters.json": parameters,
});
