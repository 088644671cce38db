import { measuredFiles } from "../evidence/measured-files.ts";
import type { Facts, ProjectSource } from "../evidence/measured-files.ts";
import type { Files } from "../evidence/files.ts";
import { sortScenes } from "../evidence/scene-records.ts";
import type { ProjectGround } from "../ground/types.ts";
import { statedOf } from "../services/common/outcome.ts";
import type { Stated } from "../services/common/outcome.ts";
import { versionOf } from "../services/common/parsing.ts";
import type { Service } from "../services/common/service.ts";
import { isStage } from "../services/common/stage.ts";
import type { Stage } from "../services/common/stage.ts";
import type { Project } from "../services/common/types.ts";
import type { Keep } from "../tiff/piece.ts";
import { stageReader } from "./read-stage.ts";
import type { ReaderOptions } from "./read-stage.ts";

export type MeasureInput = ReaderOptions & {
  readonly service: Service<unknown>;
  readonly project: Project;
  readonly projectSource: ProjectSource;
  readonly parameters: unknown;
  readonly ground: ProjectGround;
  /** Takes the outcome's maps. */
  readonly keep: Keep;
};

/** What a program comes to: every file of the bundle but maps, recorded inputs, the program and the manifest. */
export type Measured = {
  readonly files: Files;
  readonly facts: Facts;
  /** Scenes of which pixels or tables were read, in the order of reading. */
  readonly used: readonly string[];
  readonly outcome: Stated;
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
 * Stage by stage read and go on, to the outcome and the files that state it.
 * @throws what the service, the transport and `measuredFiles` throw; the signal's reason when aborted
 */
export const measure = async (input: MeasureInput): Promise<Measured> => {
  const { service, project, projectSource, parameters, ground, signal, progress } = input;
  const scenes = sortScenes(input.scenes);
  const reader = stageReader({ ...input, scenes });

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
  progress?.("bundle", 0, 1);
  return {
    ...(await measuredFiles(
      {
        service: { id: service.id, methodology: service.methodology, version: versionOf(service, parameters) },
        project,
        projectSource,
        parameters,
        ground,
        scenes,
        stages,
        outcome: step,
      },
      input.keep,
    )),
    used: usedScenes(stages),
    outcome: statedOf(step),
  };
};
