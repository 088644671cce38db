import type { Hex } from "viem";

import { EvidenceError } from "../errors.ts";
import { bundleOf, type ProjectSource } from "../evidence/bundle.ts";
import type { Files } from "../evidence/files.ts";
import type { Manifest } from "../evidence/manifest.ts";
import { sortScenes } from "../evidence/scene-records.ts";
import type { Block } from "../ground/types.ts";
import { completeScene } from "../scenes/complete-scene.ts";
import { readBand } from "../scenes/read-band.ts";
import { recordTransport } from "../scenes/record-transport.ts";
import type { Scene, SceneAsset, Transport } from "../scenes/types.ts";
import { versionOf } from "../services/index.ts";
import type { BandRead, Measurement, Plan, Project, Service } from "../services/types.ts";
import { inLanes } from "./in-lanes.ts";

export type Stage = "list scenes" | "read headers" | "read bands" | "measure" | "bundle";
export type Progress = (stage: Stage, done: number, total: number) => void;

export type RunInput = {
  readonly service: Service<unknown>;
  readonly code: Manifest["code"];
  readonly project: Project;
  readonly projectSource: ProjectSource;
  readonly parameters: unknown;
  readonly ground: readonly Block[];
  readonly scenes: readonly Scene[];
  /** Where bytes come from: the archive, or the recordings of a bundle. */
  readonly archive: Transport;
  /** Reads under way at a time. The result does not depend on it. */
  readonly workers: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

export type Run = {
  readonly files: Files;
  readonly outputDigest: Hex;
  readonly plan: Plan;
  readonly measurement: Measurement;
};

const assetOf = (scenes: ReadonlyMap<string, Scene>, read: BandRead): SceneAsset => {
  const asset = scenes.get(read.sceneId)?.assets[read.assetKey];
  if (asset !== undefined) return asset;
  throw new EvidenceError({
    code: "EVIDENCE_PLAN_UNKNOWN_ASSET",
    failure: "check",
    field: `${read.sceneId}/${read.assetKey}`,
    value: read.band,
    rule: "must be an asset of a listed scene",
  });
};

/**
 * The one pipeline: plan, read, measure, bundle. An analysis runs it over an archive and a replay over recordings, so
 * that equal bytes in give equal bytes out (L13).
 * @throws what the service, the transport and `bundleOf` throw; the signal's reason when aborted
 */
export const runService = async (input: RunInput): Promise<Run> => {
  const { service, code, project, projectSource, parameters, ground, archive, workers, signal, progress } = input;
  const { transport, recordings } = recordTransport(archive);

  const listed = sortScenes(input.scenes);
  let headers = 0;
  const scenes = await inLanes(listed, workers, async (scene) => {
    signal?.throwIfAborted();
    const complete = await completeScene(scene, transport, signal === undefined ? {} : { signal });
    progress?.("read headers", ++headers, listed.length);
    return complete;
  });
  const plan = service.plan({ project, parameters, ground, scenes });

  const byId = new Map(scenes.map((scene) => [scene.id, scene]));
  let bands = 0;
  const readings = await inLanes(plan.reads, workers, async (read) => {
    signal?.throwIfAborted();
    const values = await readBand(assetOf(byId, read), read.band, plan.grid, transport, signal);
    progress?.("read bands", ++bands, plan.reads.length);
    return { ...read, values };
  });

  progress?.("measure", 0, 1);
  const measurement = service.measure({ project, parameters, ground, plan, readings });
  signal?.throwIfAborted();
  progress?.("bundle", 0, 1);
  const { files, outputDigest } = bundleOf({
    code,
    service: { id: service.id, methodology: service.methodology, version: versionOf(service, parameters) },
    project,
    projectSource,
    parameters,
    ground,
    scenes: listed,
    recordings: recordings(),
    plan,
    measurement,
  });
  return { files, outputDigest, plan, measurement };
};
