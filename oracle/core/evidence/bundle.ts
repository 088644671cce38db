import type { Hex } from "viem";

import { SixfoldError } from "../errors.ts";
import type { ProjectGround } from "../ground/types.ts";
import { cog } from "../tiff/cog.ts";
import { gather } from "../tiff/piece.ts";
import { publicHref } from "../scenes/public-href.ts";
import type { ByteRange, Recording, Scene } from "../scenes/types.ts";
import type { Outcome } from "../services/common/outcome.ts";
import type { Stage } from "../services/common/stage.ts";
import type { Project } from "../services/common/types.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Files } from "./files.ts";
import { encodeGround, GROUND_PATH } from "./ground-file.ts";
import { encodeManifest, listFiles, MANIFEST_PATH } from "./manifest.ts";
import type { Manifest, ManifestInput } from "./manifest.ts";
import { outputDigest } from "./output-digest.ts";
import { encodePlan, PLAN_PATH } from "./plan-file.ts";
import { encodeReport, REPORT_PATH } from "./report-file.ts";
import { encodeScenes, SCENES_PATH } from "./scene-records.ts";

export const PARAMETERS_PATH = "parameters.json";

export const PROJECT_PATH = "project.json";
export const BOUNDARY_PATH = "boundary.geojson";
export const FIELDS_PATH = "fields.geojson";

/** JSON of `project.json`, and of `fields.geojson` where there is one, as the project's owner published it. */
export type ProjectSource = { readonly project: unknown; readonly fields?: unknown };

export type BundleInput = {
  readonly code: Manifest["code"];
  readonly service: { readonly id: string; readonly methodology: string; readonly version: string };
  readonly project: Project;
  readonly projectSource: ProjectSource;
  readonly parameters: unknown;
  readonly ground: ProjectGround;
  readonly scenes: readonly Scene[];
  readonly recordings: readonly Recording[];
  /** What was read, in order. */
  readonly stages: readonly Stage[];
  readonly outcome: Outcome;
};

const rangePath = (input: number, { start, end }: ByteRange): string => `inputs/${input}/${start}-${end}`;

const describeInputs = (
  recordings: readonly Recording[],
  scenes: readonly Scene[],
  digestOf: (path: string) => Hex,
): ManifestInput[] => {
  const checksums = new Map(
    scenes.flatMap(({ assets }) =>
      Object.values(assets).map(({ href, checksum }) => [publicHref(href), checksum] as const),
    ),
  );
  return recordings.map(({ href, head: { size, etag, lastModified }, ranges }, i) => {
    const checksum = checksums.get(href);
    return {
      href,
      size,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(checksum === undefined ? {} : { checksum }),
      ranges: ranges.map(({ start, end }) => {
        const path = rangePath(i, { start, end });
        return { start, end, path, sha256: digestOf(path) };
      }),
    };
  });
};

/**
 * The bundle of one outcome. Pure: the same inputs give the same bytes, whatever the order of scenes or recordings.
 * @returns every file by path, `manifest.json` included, and the output digest
 * @throws SixfoldError `EVIDENCE_AREA_CONTRADICTS` when more is observed than claimed (L14), and those of
 * `outputDigest`, `canonicalJson` and `encodeManifest`
 */
export const bundleOf = (input: BundleInput): { readonly files: Files; readonly outputDigest: Hex } => {
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

  const recordings = [...input.recordings].sort((a, b) => (a.href < b.href ? -1 : 1));
  const layers = [...outcome.layers].sort((a, b) => (a.name < b.name ? -1 : 1));
  const simulated = project.simulated || input.scenes.some((scene) => scene.simulated);
  const digest = outputDigest(outcome);

  const files = new Map<string, Uint8Array>();
  files.set(PROJECT_PATH, canonicalJson(projectSource.project, PROJECT_PATH));
  // Normalised, so that its hash is the one that the project's owner put on the chain.
  files.set(BOUNDARY_PATH, canonicalJson(project.boundary, BOUNDARY_PATH));
  if (projectSource.fields !== undefined) files.set(FIELDS_PATH, canonicalJson(projectSource.fields, FIELDS_PATH));
  files.set(GROUND_PATH, encodeGround(project.edgeLevel, input.ground));
  files.set(PARAMETERS_PATH, canonicalJson(input.parameters, PARAMETERS_PATH));
  files.set(SCENES_PATH, encodeScenes(input.scenes));
  recordings.forEach(({ ranges }, i) => ranges.forEach((range) => files.set(rangePath(i, range), range.bytes)));
  files.set(PLAN_PATH, encodePlan(input.stages));
  for (const layer of layers) files.set(`outputs/${layer.name}.tif`, gather(cog(layer)));
  files.set(REPORT_PATH, encodeReport({ service, project, outcome, outputDigest: digest, simulated }));
  const listed = listFiles(files);
  const digests = new Map(listed.map(({ path, sha256 }) => [path, sha256 as Hex]));
  const digestOf = (path: string): Hex => digests.get(path)!;
  files.set(
    MANIFEST_PATH,
    encodeManifest({
      format: "sixfold-evidence/2",
      service: service.id,
      methodology: service.methodology,
      version: service.version,
      code: input.code,
      project: { name: project.name, pool: project.pool, edgeLevel: project.edgeLevel },
      period: project.period,
      inputs: describeInputs(recordings, input.scenes, digestOf),
      outputs: layers.map(({ name, unit, scale, nodata }) => {
        const path = `outputs/${name}.tif`;
        return { path, sha256: digestOf(path), name, unit, scale, nodata };
      }),
      outputDigest: digest,
      simulated,
      files: listed,
    }),
  );
  return { files, outputDigest: digest };
};

/** The recordings that a bundle's `inputs/` hold, once `checkFiles` has passed it. */
export const recordingsOf = (files: Files, { inputs }: Manifest): readonly Recording[] =>
  inputs.map(({ href, size, etag, lastModified, ranges }) => ({
    href,
    head: {
      size,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    },
    ranges: ranges.map(({ start, end, path }) => ({ start, end, bytes: files.get(path)! })),
  }));
