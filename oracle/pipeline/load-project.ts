import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { SixfoldError } from "../core/errors.ts";
import type { ProjectSource } from "../core/evidence/measured-files.ts";
import { BOUNDARY_PATH, FIELDS_PATH, PROJECT_PATH } from "../core/evidence/paths.ts";
import { readJsonFile } from "../system/read-json-file.ts";
import { parseProject, parseProjectFile } from "../core/services/common/project.ts";
import type { Project } from "../core/services/common/types.ts";

/** The JSON of a file of a project. @throws SixfoldError `PIPELINE_PROJECT_UNREADABLE` */
export const readProjectJson = (path: string): Promise<unknown> =>
  readJsonFile(
    path,
    (value, rule, cause) =>
      new SixfoldError({ code: "PIPELINE_PROJECT_UNREADABLE", failure: "usage", field: path, value, rule, cause }),
  );

/** `project.json` of a folder, or the file itself. */
export const projectFileOf = async (path: string): Promise<string> => {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, PROJECT_PATH) : path;
};

/**
 * Where a project file says that its GeoJSON files lie, relative to itself; `fields` is undefined where it is a project
 * without any. What no project file says is looked for under the usual names.
 */
export const filesBeside = (
  file: string,
  json: unknown,
): { readonly boundary: string; readonly fields: string | undefined } => {
  const said = Object(json) as Readonly<Record<"boundary" | "fields", unknown>>;
  const beside = (name: unknown, usual: string): string =>
    resolve(dirname(file), typeof name === "string" && name !== "" ? name : usual);
  const hasNoFields = json !== undefined && said.fields === undefined;
  return {
    boundary: beside(said.boundary, BOUNDARY_PATH),
    fields: hasNoFields ? undefined : beside(said.fields, FIELDS_PATH),
  };
};

/**
 * Reads `project.json` and the GeoJSON files that it names relative to itself.
 * @param path the file, or the folder that holds it
 * @throws SixfoldError `PIPELINE_PROJECT_UNREADABLE`; SixfoldError and SixfoldError of `parseProject`
 */
export const loadProject = async (
  path: string,
): Promise<{ readonly project: Project; readonly source: ProjectSource }> => {
  const file = await projectFileOf(path);
  const json = await readProjectJson(file);
  parseProjectFile(json);
  const paths = filesBeside(file, json);
  const [boundary, fields] = await Promise.all([
    readProjectJson(paths.boundary),
    paths.fields === undefined ? undefined : readProjectJson(paths.fields),
  ]);
  return {
    project: parseProject(json, boundary, fields),
    source: { project: json, ...(fields === undefined ? {} : { fields }) },
  };
};
