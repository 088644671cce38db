import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { CID } from "multiformats/cid";

import type { Progress } from "../core/program/progress.ts";
import type { Runner } from "../engine/runner.ts";
import { canonicalJson } from "../core/evidence/canonical-json.ts";
import type { Files } from "../core/evidence/files.ts";
import type { ProjectSource } from "../core/evidence/measured-files.ts";
import { BOUNDARY_PATH, FIELDS_PATH, PARAMETERS_PATH, PROJECT_PATH } from "../core/evidence/paths.ts";
import { encodeScenes, portableScene, SCENES_PATH, sortScenes } from "../core/evidence/scene-records.ts";
import { portableTransport } from "../core/evidence/portable-href.ts";
import type { Blocks } from "../store/block-store.ts";
import { directoryDag } from "../store/unixfs.ts";
import { boundaryBox } from "./boundary-box.ts";
import { loadProject } from "./load-project.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import { checkGround } from "../core/ground/check-ground.ts";
import type { Block, ProjectGround } from "../core/ground/types.ts";
import { encodeGround, GROUND_PATH } from "../core/evidence/ground-file.ts";
import { listScenes } from "../scenes/list-scenes.ts";
import type { ScenePolicy } from "../transport/policy.ts";
import type { Shelf } from "../transport/shelf.ts";
import { transportFor } from "../transport/transport-for.ts";
import type { Scene } from "../core/scenes/types.ts";
import type { Project } from "../core/services/common/types.ts";
import { runProgram } from "./run-program.ts";
import type { Run } from "./run-program.ts";

export type AnalyseOptions = {
  /** Runs the methodology's program. */
  readonly runner: Runner;
  /** Folder with `project.json`, or that file. */
  readonly project: string;
  /** What the project claims of its boundary's cover; all of it where absent. */
  readonly ground?: ProjectGround;
  /** As read from JSON; the methodology's schema decides. */
  readonly parameters: unknown;
  /** STAC API or static catalogue: URL, folder or file. */
  readonly catalogue: string;
  /** Ids of the collections whose scenes are used; every scene of the catalogue where absent. */
  readonly collections?: readonly string[];
  readonly policy: ScenePolicy;
  /** Keeps what the archive serves and the maps. The bundle lies on it, and is to be stored before the shelf is gone. */
  readonly shelf: Shelf;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

export type Analysis = Run & {
  /** Root of the bundle's UnixFS directory. */
  readonly cid: CID;
  /** Those of that directory, read where its files lie. */
  readonly blocks: Blocks;
  readonly project: Project;
  readonly ground: readonly Block[];
};

/**
 * `file:` href, ending in a slash, of the folder that a local catalogue's files lie in: `policy.fileRoot`, else the
 * catalogue's own. Undefined for a remote catalogue, which may not lead to files.
 */
export const fileRootHref = async (catalogue: string, policy: ScenePolicy): Promise<string | undefined> => {
  if (/^https?:/i.test(catalogue)) return undefined;
  const path = /^file:/i.test(catalogue) ? fileURLToPath(catalogue) : resolve(catalogue);
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return pathToFileURL(`${policy.fileRoot ?? (isFolder ? path : dirname(path))}/`).href;
};

/** A date is its first instant, in UTC. */
const asInstant = (date: string): string => (date.includes("T") ? date : `${date}T00:00:00Z`);

/** The files that a program starts from. */
const inputsOf = (
  project: Project,
  source: ProjectSource,
  ground: ProjectGround,
  parameters: unknown,
  scenes: readonly Scene[],
): Files =>
  new Map([
    [PROJECT_PATH, canonicalJson(source.project, PROJECT_PATH)],
    [BOUNDARY_PATH, canonicalJson(project.boundary, BOUNDARY_PATH)],
    ...(source.fields === undefined ? [] : [[FIELDS_PATH, canonicalJson(source.fields, FIELDS_PATH)] as const]),
    [GROUND_PATH, encodeGround(project.edgeLevel, ground)],
    [PARAMETERS_PATH, canonicalJson(parameters, PARAMETERS_PATH)],
    [SCENES_PATH, encodeScenes(scenes)],
  ]);

/**
 * A whole analysis: reads the project, covers its ground, lists scenes of its history and period, and has the methodology's program
 * plan, read and measure. Writes nothing but the shelf. The bundle, and so its CID, depends on the project, the parameters, the scenes'
 * items and bytes and the program alone: not on the order of scenes, the number of workers, the time zone, the locale or
 * where files lie.
 * @throws SixfoldError; the signal's reason when aborted
 */
export const analyse = async (options: AnalyseOptions): Promise<Analysis> => {
  const { runner, parameters, catalogue, collections, shelf, memoryBytes, signal, progress } = options;
  const { project, source } = await loadProject(options.project);
  const cover = coverBoundary(project.boundary, project.edgeLevel);
  const ground = options.ground ?? { blocks: cover, leftOut: [] };
  checkGround(ground, cover, project.edgeLevel);

  const root = await fileRootHref(catalogue, options.policy);
  const policy = root === undefined ? options.policy : { ...options.policy, fileRoot: fileURLToPath(root) };
  const transport = transportFor(policy);
  progress?.("list scenes", 0, 1);
  const query = {
    bbox: boundaryBox([project.boundary, ...project.fields.map(({ boundary }) => boundary)]),
    datetime: { start: asInstant((project.history ?? project.period).start), end: asInstant(project.period.end) },
    ...(collections === undefined ? {} : { collections }),
  };
  const listed = await listScenes(catalogue, query, { policy, transport, ...(signal === undefined ? {} : { signal }) });
  progress?.("list scenes", 1, 1);

  const scenes = sortScenes(listed.map((scene) => portableScene(scene, root)));
  const run = await runProgram(
    runner,
    inputsOf(project, source, ground, parameters, scenes),
    { recordings: shelf, outputs: shelf },
    {
      archive: portableTransport(transport, root),
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      ...(signal === undefined ? {} : { signal }),
      ...(progress === undefined ? {} : { progress }),
    },
  );
  const { root: cid, blocks } = await directoryDag(run.files);
  return { ...run, cid, blocks, project, ground: ground.blocks };
};
