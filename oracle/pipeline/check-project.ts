import { SixfoldError } from "../core/errors.ts";
import { boundaryAreaM2 } from "../core/ground/area.ts";
import { coverBoundary, edgeCellCount } from "../core/ground/cover.ts";
import { overlap } from "../core/ground/overlap.ts";
import type { Block, EdgeLevel } from "../core/ground/types.ts";
import { parameterRefusals, practiceRefusals, versionOf } from "../core/services/common/parsing.ts";
import { services } from "../core/services/index.ts";
import {
  boundaryRefusals,
  fieldsRefusals,
  parseProject,
  projectFileRefusals,
} from "../core/services/common/project.ts";
import type { Project } from "../core/services/common/types.ts";
import type { Service } from "../core/services/common/service.ts";
import { filesBeside, projectFileOf, readProjectJson } from "./load-project.ts";

export type CheckOptions = {
  /** Folder with `project.json`, or that file. */
  readonly project: string;
  /** JSON of the methodology's parameters. What it refuses is one of the project's refusals. */
  readonly readParameters: () => Promise<unknown>;
  /** The methodology that the parameters must be of; the one that they name where absent. */
  readonly methodology?: string;
};

/** A project that may be analysed. */
export type CheckedProject = {
  readonly service: Service<unknown>;
  readonly project: Project;
  /** Of the parameter set. */
  readonly version: string;
  readonly ground: readonly Block[];
  readonly summary: Readonly<Record<string, string>>;
  /** What is no fault, and may still be meant otherwise. */
  readonly notes: readonly string[];
};

export type ProjectCheck = { readonly refusals: readonly SixfoldError[]; readonly checked?: CheckedProject };

/** Fine enough for every field, whatever the project claims. */
const FIELD_LEVEL: EdgeLevel = 20;

const named = (parameters: unknown): unknown => (Object(parameters) as { readonly methodology?: unknown }).methodology;

const serviceOf = (methodology: string | undefined, parameters: unknown): Service<unknown> => {
  const wanted = methodology ?? named(parameters);
  const found = services().find((service) => service.methodology === wanted);
  if (found !== undefined) return found;
  throw new SixfoldError({
    code: "PIPELINE_SERVICE_UNKNOWN",
    failure: "usage",
    field: methodology === undefined ? "parameters.json#/methodology" : "methodology",
    value: wanted,
    rule: `one of ${services()
      .map((service) => service.methodology)
      .join(", ")}`,
  });
};

/** The value of a step, or what it refuses. */
const attempt = async <T>(
  step: () => T | Promise<T>,
): Promise<{ readonly value?: T; readonly refusals: readonly SixfoldError[] }> => {
  try {
    return { value: await step(), refusals: [] };
  } catch (error) {
    if (error instanceof SixfoldError) return { refusals: [error] };
    throw error;
  }
};

/** Project fields of which a part lies outside the boundary: that part earns nothing. */
const outsideNotes = ({ boundary, fields }: Project): readonly string[] => {
  const claimed = coverBoundary(boundary, FIELD_LEVEL);
  return fields
    .filter(({ role }) => role === "project")
    .flatMap(({ id, boundary: field }) => {
      const cover = coverBoundary(field, FIELD_LEVEL);
      const all = edgeCellCount(cover, FIELD_LEVEL);
      const outside = all - edgeCellCount(overlap(cover, claimed), FIELD_LEVEL);
      return outside === 0n
        ? []
        : [`${outside} of the ${all} cells of project field ${id} lie outside the boundary and earn nothing`];
    });
};

/** Hectares of the fields of a role. */
export const fieldAreaM2 = ({ fields }: Project, role: Project["fields"][number]["role"]): number =>
  fields.filter((field) => field.role === role).reduce((sum, { boundary }) => sum + boundaryAreaM2(boundary), 0);

/**
 * Everything for which an analysis would refuse a project before it looks for a scene: the same schemas, geometries and
 * rules, all of them and not the first alone.
 *
 * @returns what is refused, or the project with its ground
 */
export const checkProject = async (options: CheckOptions): Promise<ProjectCheck> => {
  const path = await projectFileOf(options.project);
  const file = await attempt(() => readProjectJson(path));
  const paths = filesBeside(path, file.value);
  const [boundary, fields, rules] = await Promise.all([
    attempt(() => readProjectJson(paths.boundary)),
    attempt(async () => (paths.fields === undefined ? undefined : readProjectJson(paths.fields))),
    attempt(options.readParameters),
  ]);
  const parameters = rules.value;
  const judged = (read: typeof file, judge: (json: unknown) => readonly SixfoldError[]): readonly SixfoldError[] =>
    read.refusals.length > 0 ? read.refusals : judge(read.value);
  const documents = [
    ...judged(file, projectFileRefusals),
    ...judged(boundary, boundaryRefusals),
    ...(paths.fields === undefined ? [] : judged(fields, fieldsRefusals)),
    ...rules.refusals,
  ];
  // Parameters that could not be read name no methodology, and are refused already.
  const isNamed = options.methodology !== undefined || rules.refusals.length === 0;
  const chosen = await attempt(() => (isNamed ? serviceOf(options.methodology, parameters) : undefined));
  const refused = [...documents, ...chosen.refusals];
  const service = chosen.value;
  if (service === undefined) return { refusals: refused };
  if (refused.length > 0) {
    const { practice } = Object(file.value) as { readonly practice?: unknown };
    // A document that could not be read is refused as such, not for what its schema misses in it.
    return {
      refusals: [
        ...refused,
        ...(rules.refusals.length > 0 ? [] : parameterRefusals(service, parameters)),
        ...(practice === undefined ? [] : practiceRefusals(service, practice)),
      ],
    };
  }
  const project = parseProject(file.value, boundary.value, fields.value);
  const ground = coverBoundary(project.boundary, project.edgeLevel);
  const input = { project, parameters, ground };
  const refusals = service.refusals(input);
  if (refusals.length > 0) return { refusals };
  return {
    refusals,
    checked: {
      service,
      project,
      version: versionOf(service, parameters),
      ground,
      summary: service.summary(input),
      notes: outsideNotes(project),
    },
  };
};
