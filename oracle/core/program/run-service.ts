import type { Hex } from "viem";

import { bundleOf } from "../evidence/bundle.ts";
import type { ProjectSource } from "../evidence/bundle.ts";
import type { Files } from "../evidence/files.ts";
import type { Manifest } from "../evidence/manifest.ts";
import { sortScenes } from "../evidence/scene-records.ts";
import type { ProjectGround } from "../ground/types.ts";
import type { Transport } from "../scenes/types.ts";
import type { Outcome } from "../services/common/outcome.ts";
import type { Service } from "../services/common/service.ts";
import { isStage } from "../services/common/stage.ts";
import type { Stage } from "../services/common/stage.ts";
import type { Project } from "../services/common/types.ts";
import { versionOf } from "../services/common/parsing.ts";
import { recordTransport } from "./record-transport.ts";
import { verifyWholeFiles } from "./verify-whole-files.ts";
import { stageReader } from "./read-stage.ts";
import type { ReaderOptions } from "./read-stage.ts";

export type RunInput = Omit<ReaderOptions, "transport"> & {
  readonly service: Service<unknown>;
  readonly code: Manifest["code"];
  readonly project: Project;
  readonly projectSource: ProjectSource;
  readonly parameters: unknown;
  readonly ground: ProjectGround;
  /** Where bytes come from: the archive, or the recordings of a bundle. */
  readonly archive: Transport;
};

export type Run = {
  readonly files: Files;
  readonly outputDigest: Hex;
  /** Scenes of which pixels or tables were read, in the order of reading. */
  readonly used: readonly string[];
  readonly outcome: Outcome;
};

const usedScenes = (stages: readonly Stage[]): readonly string[] => [
  ...new Set(
    stages.flatMap(({ readings }) =>
      Object.values(readings).flatMap((reading) => {
        if (reading.kind === "raster") return reading.steps.flatMap((step) => step.map(({ sceneId }) => sceneId));
        return reading.kind === "table" ? [reading.asset.sceneId] : [];
      }),
    ),
  ),
];

/**
 * The one pipeline: stage by stage read and go on, then bundle. An analysis runs it over an archive and a replay over
 * recordings, so that equal bytes in give equal bytes out (L13).
 * @throws what the service, the transport and `bundleOf` throw; the signal's reason when aborted
 */
export const runService = async (input: RunInput): Promise<Run> => {
  const { service, code, project, projectSource, parameters, ground, archive, signal, progress } = input;
  const { transport, recordings } = recordTransport(archive);
  const scenes = sortScenes(input.scenes);
  const reader = stageReader({ ...input, scenes, transport });

  const stages: Stage[] = [];
  let step = service.start({ project, parameters, ground: ground.blocks, scenes });
  while (isStage(step)) {
    signal?.throwIfAborted();
    stages.push(step);
    const seen = await reader.read(step);
    signal?.throwIfAborted();
    progress?.("measure", stages.length - 1, stages.length);
    step = step.next(seen);
  }
  const recorded = recordings();
  verifyWholeFiles(reader.assets(), recorded);

  progress?.("bundle", 0, 1);
  const { files, outputDigest } = bundleOf({
    code,
    service: { id: service.id, methodology: service.methodology, version: versionOf(service, parameters) },
    project,
    projectSource,
    parameters,
    ground,
    scenes,
    recordings: recorded,
    stages,
    outcome: step,
  });
  return { files, outputDigest, used: usedScenes(stages), outcome: step };
};
