import type { Hex } from "viem";

import { SixfoldError } from "../errors.ts";
import type { ProjectGround } from "../ground/types.ts";
import type { Layer } from "../raster/layer.ts";
import type { Scene } from "../scenes/types.ts";
import type { Outcome } from "../services/common/outcome.ts";
import type { Stage } from "../services/common/stage.ts";
import type { Project } from "../services/common/types.ts";
import { cog } from "../tiff/cog.ts";
import type { Keep } from "../tiff/piece.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Files } from "./files.ts";
import { encodeGround, GROUND_PATH } from "./ground-file.ts";
import type { Manifest, ManifestOutput } from "./manifest.ts";
import { outputDigest } from "./output-digest.ts";
import { BOUNDARY_PATH, FIELDS_PATH, PARAMETERS_PATH, PROJECT_PATH } from "./paths.ts";
import { encodePlan, PLAN_PATH } from "./plan-file.ts";
import { encodeReport, REPORT_PATH } from "./report-file.ts";
import { encodeScenes, SCENES_PATH } from "./scene-records.ts";

/** JSON of `project.json`, and of `fields.geojson` where there is one, as the project's owner published it. */
export type ProjectSource = { readonly project: unknown; readonly fields?: unknown };

export type MeasuredInput = {
  readonly service: { readonly id: string; readonly methodology: string; readonly version: string };
  readonly project: Project;
  readonly projectSource: ProjectSource;
  readonly parameters: unknown;
  readonly ground: ProjectGround;
  readonly scenes: readonly Scene[];
  /** What was read, in order. */
  readonly stages: readonly Stage[];
  readonly outcome: Outcome;
};

/** What a manifest says of a measurement, beside the files that it lists. */
export type Facts = Pick<Manifest, "service" | "methodology" | "version" | "project" | "period" | "simulated"> & {
  readonly outputDigest: Hex;
  readonly outputs: readonly Omit<ManifestOutput, "sha256">[];
};

const outputPath = ({ name }: Pick<Layer, "name">): string => `outputs/${name}.tif`;

/**
 * The files that state a measurement. Pure: the same inputs give the same bytes, whatever the order of scenes. Maps are
 * handed out piece by piece, so that none is ever whole in memory; all other files are small.
 * @throws SixfoldError `EVIDENCE_AREA_CONTRADICTS` when more is observed than claimed (L14), and those of
 * `outputDigest` and `canonicalJson`
 */
export const measuredFiles = async (
  input: MeasuredInput,
  keep: Keep,
): Promise<{ readonly files: Files; readonly facts: Facts }> => {
  const { service, project, projectSource, outcome } = input;
  const { claimedM2, observedM2 } = outcome;
  if (observedM2 < 0n || observedM2 > claimedM2)
    throw new SixfoldError({
      code: "EVIDENCE_AREA_CONTRADICTS",
      failure: "check",
      field: "observedM2",
      value: observedM2,
      rule: `must be between 0 and the claimed ${claimedM2}`,
    });

  const layers = [...outcome.layers].sort((a, b) => (a.name < b.name ? -1 : 1));
  const simulated = project.simulated || input.scenes.some((scene) => scene.simulated);
  const digest = await outputDigest(outcome);

  const files = new Map<string, Uint8Array>();
  files.set(PROJECT_PATH, canonicalJson(projectSource.project, PROJECT_PATH));
  // Normalised, so that its hash is the one that the project's owner put on the chain.
  files.set(BOUNDARY_PATH, canonicalJson(project.boundary, BOUNDARY_PATH));
  if (projectSource.fields !== undefined) files.set(FIELDS_PATH, canonicalJson(projectSource.fields, FIELDS_PATH));
  files.set(GROUND_PATH, encodeGround(project.edgeLevel, input.ground));
  files.set(PARAMETERS_PATH, canonicalJson(input.parameters, PARAMETERS_PATH));
  files.set(SCENES_PATH, encodeScenes(input.scenes));
  files.set(PLAN_PATH, encodePlan(input.stages));
  for (const layer of layers) for await (const piece of cog(layer)) await keep(outputPath(layer), piece);
  files.set(REPORT_PATH, encodeReport({ service, project, outcome, outputDigest: digest, simulated }));
  return {
    files,
    facts: {
      service: service.id,
      methodology: service.methodology,
      version: service.version,
      project: { name: project.name, pool: project.pool, edgeLevel: project.edgeLevel },
      period: project.period,
      outputs: layers.map(({ name, unit, scale, nodata }) => ({
        path: outputPath({ name }),
        name,
        unit,
        scale,
        nodata,
      })),
      outputDigest: digest,
      simulated,
    },
  };
};
