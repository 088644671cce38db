import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { EvidenceError } from "../errors.ts";
import type { ProjectSource } from "../evidence/bundle.ts";
import { PROJECT_PATH } from "../evidence/bundle.ts";
import { parseProject, parseProjectFile } from "../services/project.ts";
import type { Project } from "../services/types.ts";

/** A project file of more is a mistake: the largest boundary that parses is far smaller. */
const LARGEST_JSON_BYTES = 64 * 1024 ** 2;

const readJson = async (path: string): Promise<unknown> => {
  const refuse = (value: unknown, rule: string, cause?: unknown): never => {
    throw new EvidenceError({ code: "ANALYSE_PROJECT_UNREADABLE", failure: "usage", field: path, value, rule, cause });
  };
  const text = await stat(path)
    .then(({ size }) =>
      size > LARGEST_JSON_BYTES ? refuse(size, `must be at most ${LARGEST_JSON_BYTES} bytes`) : size,
    )
    .then(() => readFile(path, "utf8"))
    .catch((cause: NodeJS.ErrnoException) =>
      cause instanceof EvidenceError ? Promise.reject(cause) : refuse(cause.code, "must be a readable file", cause),
    );
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse(String(cause), "must be JSON", cause);
  }
};

/**
 * Reads `project.json` and the two GeoJSON files that it names relative to itself.
 * @param path the file, or the folder that holds it
 * @throws EvidenceError `ANALYSE_PROJECT_UNREADABLE`; ServiceError and GroundError of `parseProject`
 */
export const loadProject = async (
  path: string,
): Promise<{ readonly project: Project; readonly source: ProjectSource }> => {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, PROJECT_PATH) : path;
  const json = await readJson(file);
  const names = parseProjectFile(json);
  const beside = (name: string) => readJson(resolve(dirname(file), name));
  const [boundary, fields] = await Promise.all([beside(names.boundary), beside(names.fields)]);
  return { project: parseProject(json, boundary, fields), source: { project: json, fields } };
};
