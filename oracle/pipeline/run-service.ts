import type { Hex } from "viem";

import { EvidenceError } from "../core/errors.ts";
import { bundleOf, type ProjectSource } from "../core/evidence/bundle.ts";
import type { Files } from "../core/evidence/files.ts";
import type { Manifest } from "../core/evidence/manifest.ts";
import { sortScenes } from "../core/evidence/scene-records.ts";
import type { Block } from "../core/ground/types.ts";
import { completeScene } from "../core/assets/complete-scene.ts";
import { openAsset, type OpenAsset } from "../core/assets/open-asset.ts";
import { openBand, type OpenBand } from "../core/assets/open-band.ts";
import { recordTransport } from "../transport/record-transport.ts";
import type { Scene, SceneAsset, Transport } from "../core/scenes/types.ts";
import { versionOf } from "../core/services/index.ts";
import { verifyWholeFiles } from "../transport/verify-whole-files.ts";
import { inLanes } from "../engine/in-lanes.ts";
import type { Pool } from "../engine/pool.ts";
import { runJob } from "../engine/run-job.ts";
import { planWindows, type BlockLattice } from "../core/grid/window.ts";
import type { BandRead, Measurement, Plan, Project, Service } from "../core/services/common/types.ts";

export type Stage = "list scenes" | "read headers" | "open bands" | "windows" | "measure" | "bundle";
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
  /** Where pixels are worked on. The result does not depend on it. */
  readonly pool: Pool;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

export type Run = {
  readonly files: Files;
  readonly outputDigest: Hex;
  readonly plan: Plan;
  readonly measurement: Measurement;
};

/** Headers read at a time. The result does not depend on it. */
const HEADERS_AT_ONCE = 8;

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

const keyOf = ({ sceneId, assetKey }: BandRead): string => JSON.stringify([sceneId, assetKey]);

type OpenedAsset = { readonly asset: SceneAsset; readonly open: OpenAsset };

/** Every asset of a plan, opened once. */
const openAssets = async (
  plan: Plan,
  scenes: readonly Scene[],
  transport: Transport,
  { signal, progress }: Pick<RunInput, "signal" | "progress">,
): Promise<ReadonlyMap<string, OpenedAsset>> => {
  const byId = new Map(scenes.map((scene) => [scene.id, scene]));
  const reads = [...new Map(plan.steps.flat().map((read) => [keyOf(read), read])).values()];
  let opened = 0;
  const entries = await inLanes(reads, HEADERS_AT_ONCE, async (read): Promise<readonly [string, OpenedAsset]> => {
    signal?.throwIfAborted();
    const asset = assetOf(byId, read);
    const open = await openAsset(asset, transport, signal);
    progress?.("open bands", ++opened, reads.length);
    return [keyOf(read), { asset, open }];
  });
  return new Map(entries);
};

/** The blocks of the file that most bands share, over the plan's grid; the first of equals. */
const latticeOf = (bands: readonly OpenBand[]): BlockLattice => {
  const counts = new Map<string, { readonly lattice: BlockLattice; readonly count: number }>();
  for (const { source } of bands) {
    const { blockWidth, blockHeight } = source.layout;
    const lattice = { col: -source.col, row: -source.row, blockWidth, blockHeight };
    const key = JSON.stringify([lattice.col, lattice.row, blockWidth, blockHeight]);
    counts.set(key, { lattice, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [first, ...rest] = [...counts.values()];
  if (first === undefined) throw nothingPlanned();
  return rest.reduce((most, each) => (each.count > most.count ? each : most), first).lattice;
};

const nothingPlanned = (): EvidenceError =>
  new EvidenceError({
    code: "EVIDENCE_PLAN_EMPTY",
    failure: "check",
    field: "plan/steps",
    value: 0,
    rule: "a plan reads at least one band",
  });

/**
 * The one pipeline: plan, read, measure, bundle. An analysis runs it over an archive and a replay over recordings, so
 * that equal bytes in give equal bytes out (L13).
 * @throws what the service, the transport and `bundleOf` throw; the signal's reason when aborted
 */
export const runService = async (input: RunInput): Promise<Run> => {
  const { service, code, project, projectSource, parameters, ground, archive, pool, memoryBytes, signal, progress } =
    input;
  const { transport, recordings } = recordTransport(archive);

  const listed = sortScenes(input.scenes);
  let headers = 0;
  const scenes = await inLanes(listed, HEADERS_AT_ONCE, async (scene) => {
    signal?.throwIfAborted();
    const complete = await completeScene(scene, transport, signal === undefined ? {} : { signal });
    progress?.("read headers", ++headers, listed.length);
    return complete;
  });
  const plan = service.plan({ project, parameters, ground, scenes });

  const assets = await openAssets(plan, scenes, transport, input);
  const steps = plan.steps.map((step) =>
    step.map((read): OpenBand => {
      const { asset, open } = assets.get(keyOf(read))!;
      return openBand(asset, open, read.band, plan.grid);
    }),
  );
  const look = service.look({ project, parameters, ground, plan });
  const seen = await runJob(
    {
      grid: plan.grid,
      windows: planWindows(plan.grid, latticeOf(steps.flat()), look.isWanted),
      steps,
      kernel: look.kernel,
      parametersOf: look.parametersOf,
    },
    {
      pool,
      transport,
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      ...(signal === undefined ? {} : { signal }),
      ...(progress === undefined ? {} : { progress: (done, total) => progress("windows", done, total) }),
    },
  );
  const recorded = recordings();
  verifyWholeFiles(
    [...assets.values()].map(({ asset }) => asset),
    recorded,
  );

  progress?.("measure", 0, 1);
  const measurement = look.measure(seen);
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
    recordings: recorded,
    plan,
    measurement,
  });
  return { files, outputDigest, plan, measurement };
};
