/** Names of a bundle's files that no module of their own reads; recorded ranges are under `inputs/`, maps under `outputs/`. */
export const PROJECT_PATH = "project.json";
export const BOUNDARY_PATH = "boundary.geojson";
export const FIELDS_PATH = "fields.geojson";
export const PARAMETERS_PATH = "parameters.json";
export const PROGRAM_PATH = "program.mjs";
