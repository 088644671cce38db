import type { LonLat } from "../../grid/types.ts";
import type { Ring } from "../../ground/types.ts";
import { projectDocuments } from "../common/project-documents.ts";
import type { FieldOutline } from "../common/project-documents.ts";
import type { ProjectDocuments } from "../common/types.ts";
import { ipccReferenceParameters, naroReferenceParameters } from "./terms.ts";
import type { IpccPractice, NaroPractice } from "./terms.ts";

/*
 * Examples of form, not of a place: squares on no field, and values of practice that nobody stated. What is chosen here
 * is chosen so that the example is valid and legible. The parameters are the methodology's reference ones.
 */

/** Square fields of about two hectares: enough for twenty pixels of 20 m after narrowing by one. */
const SIDE_DEGREES = 0.0013;
/** Between two fields, so that each is a cluster of its own. */
const STEP_DEGREES = 0.004;
const PROJECT_FIELDS = 6;
/** Rows of as many candidates: of them the methodology takes three controls for each project field, where it finds them alike. */
const CONTROL_ROWS = 6;

/** To the seventh decimal, a centimetre: what is written reads well. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

const square = (west: number, south: number): Ring => {
  const corner = (x: number, y: number): LonLat => [rounded(west + x), rounded(south + y)];
  const first = corner(0, 0);
  return [first, corner(SIDE_DEGREES, 0), corner(SIDE_DEGREES, SIDE_DEGREES), corner(0, SIDE_DEGREES), first];
};

/** A row of project fields, and rows of control fields north of it. */
const fieldsAt = ([west, south]: LonLat): readonly FieldOutline[] =>
  Array.from({ length: PROJECT_FIELDS * (1 + CONTROL_ROWS) }, (_, index) => {
    const [column, row] = [index % PROJECT_FIELDS, Math.floor(index / PROJECT_FIELDS)];
    const ring = square(west + column * STEP_DEGREES, south + row * STEP_DEGREES);
    return row === 0
      ? { id: `project-${index + 1}`, role: "project", ring }
      : { id: `control-${index + 1 - PROJECT_FIELDS}`, role: "control", ring };
  });

const season = { id: "example-season", start: "2024-04-01", end: "2024-08-01", cultivationDays: 110 };

const common = {
  simulated: false,
  history: { start: "2022-03-02T00:00:00Z", end: "2024-03-01T00:00:00Z" },
  period: { start: "2024-03-01T00:00:00Z", end: "2024-09-01T00:00:00Z" },
} as const;

const ipccPractice: IpccPractice = {
  seasons: [season],
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
};

/** In the Mekong delta, Viet Nam. */
export const ipccExample: ProjectDocuments = projectDocuments({
  ...common,
  name: "EXAMPLE of paddy-ipcc-2019: no such project exists",
  fields: fieldsAt([105.2, 10.4]),
  parameters: ipccReferenceParameters({ gwp: "AR5" }),
  practice: ipccPractice,
});

const naroPractice: NaroPractice = {
  seasons: [season],
  nitrogenKgPerHa: 80,
  region: "tohoku",
  organicCarbonKgPerHa: 2000,
};

/** On the polder of Ogata, Japan. Seven days: the extension that AG-005 asks for. */
export const naroExample: ProjectDocuments = projectDocuments({
  ...common,
  name: "EXAMPLE of paddy-japan-naro: no such project exists",
  fields: fieldsAt([139.98, 40]),
  parameters: naroReferenceParameters({ gwp: "AR5", extensionDays: 7 }),
  practice: naroPractice,
});
