import { BOUNDARY_PATH, FIELDS_PATH, PARAMETERS_PATH, PROJECT_PATH } from "../evidence/paths.ts";
import { parseCanonicalJson } from "../evidence/canonical-json.ts";
import { requireFile } from "../evidence/files.ts";
import type { Files } from "../evidence/files.ts";
import { decodeScenes, SCENES_PATH } from "../evidence/scene-records.ts";
import { decodeGround, GROUND_PATH } from "../evidence/ground-file.ts";
import { checkGround } from "../ground/check-ground.ts";
import { coverBoundary } from "../ground/cover.ts";
import { parseProject } from "../services/common/project.ts";
import { setAsideOn } from "../raster/set-aside.ts";
import type { Aside } from "../raster/set-aside.ts";
import type { Service } from "../services/common/service.ts";
import type { Transport } from "../scenes/types.ts";
import { measure } from "./measure.ts";
import type { Measured, MeasureInput } from "./measure.ts";

/** All that a run has from its host: an archive to read from, threads to work on, places for maps and for what waits, and what it is told. */
export type Host = Pick<MeasureInput, "crew" | "keep" | "memoryBytes" | "signal" | "progress"> & {
  /** Where bytes come from: the archive, or the recordings of a bundle. The host keeps what it served. */
  readonly archive: Transport;
  readonly aside: Aside;
};

/**
 * Runs a service over a bundle's files: project, boundary, ground, fields, parameters and scenes. It looks at no other.
 * @throws SixfoldError where a file is missing or not canonical; what `checkGround`, `parseProject` and `measure` throw
 */
export const runInputs = async (
  service: Service<unknown>,
  files: Files,
  { archive, aside, ...host }: Host,
): Promise<Measured> => {
  const json = (path: string): unknown => parseCanonicalJson(requireFile(files, path), path);
  const projectSource = {
    project: json(PROJECT_PATH),
    ...(files.has(FIELDS_PATH) ? { fields: json(FIELDS_PATH) } : {}),
  };
  const project = parseProject(projectSource.project, json(BOUNDARY_PATH), projectSource.fields);
  const ground = decodeGround(requireFile(files, GROUND_PATH));
  checkGround(ground, coverBoundary(project.boundary, project.edgeLevel), project.edgeLevel);
  return measure({
    ...host,
    transport: archive,
    setAside: setAsideOn(aside),
    service,
    project,
    projectSource,
    parameters: json(PARAMETERS_PATH),
    ground,
    scenes: decodeScenes(requireFile(files, SCENES_PATH)),
  });
};
