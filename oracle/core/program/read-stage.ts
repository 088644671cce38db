import { openAsset } from "../assets/open-asset.ts";
import type { OpenAsset } from "../assets/open-asset.ts";
import { openBand } from "../assets/open-band.ts";
import type { OpenBand } from "../assets/open-band.ts";
import { SixfoldError } from "../errors.ts";
import { planWindows } from "../grid/window.ts";
import type { BlockLattice } from "../grid/window.ts";
import { verifyChecksum } from "../scenes/checksum.ts";
import { publicHref } from "../scenes/public-href.ts";
import type { SetAside } from "../raster/set-aside.ts";
import type { Scene, SceneAsset, Transport } from "../scenes/types.ts";
import type { AssetRef, RasterReading, Reading, Stage, TableReading } from "../services/common/stage.ts";
import { inLanes } from "./in-lanes.ts";
import type { Crew } from "./crew.ts";
import { runJob } from "./run-job.ts";
import type { Progress } from "./progress.ts";

export type Reader = {
  /** What the stage's readings see, by their names. */
  readonly read: (stage: Stage) => Promise<Readonly<Record<string, unknown>>>;
};

export type ReaderOptions = {
  readonly scenes: readonly Scene[];
  readonly transport: Transport;
  /** Where pixels are worked on. What is seen does not depend on it. */
  readonly crew: Crew;
  readonly setAside: SetAside;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

/** Headers read at a time. What is seen does not depend on it. */
const HEADERS_AT_ONCE = 8;

/** Most bytes of a table: it is held whole while it is parsed. */
const LONGEST_TABLE_BYTES = 64 * 2 ** 20;

const keyOf = ({ sceneId, assetKey }: AssetRef): string => JSON.stringify([sceneId, assetKey]);

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule });
};

/** The blocks of the file that most bands share, over the reading's grid; the first of equals. */
const latticeOf = (bands: readonly OpenBand[]): BlockLattice => {
  const counts = new Map<string, { readonly lattice: BlockLattice; readonly count: number }>();
  for (const { source } of bands) {
    const { blockWidth, blockHeight } = source.layout;
    const lattice = { col: -source.col, row: -source.row, blockWidth, blockHeight };
    const key = JSON.stringify([lattice.col, lattice.row, blockWidth, blockHeight]);
    counts.set(key, { lattice, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [first, ...rest] = [...counts.values()];
  if (first === undefined) return refuse("PROGRAM_PLAN_EMPTY", "readings/steps", 0, "a raster reading has a band");
  return rest.reduce((most, each) => (each.count > most.count ? each : most), first).lattice;
};

/** Reads stages of one run. Each file's header is read once, however many stages ask for it. */
export const stageReader = (options: ReaderOptions): Reader => {
  const { scenes, transport, crew, setAside, memoryBytes, signal, progress } = options;
  const byId = new Map(scenes.map((scene) => [scene.id, scene]));
  const opened = new Map<string, Promise<OpenAsset>>();

  const assetOf = (ref: AssetRef): SceneAsset => {
    const asset = byId.get(ref.sceneId)?.assets[ref.assetKey];
    if (asset === undefined)
      return refuse(
        "PROGRAM_PLAN_UNKNOWN_ASSET",
        `${ref.sceneId}/${ref.assetKey}`,
        null,
        "must be an asset of a listed scene",
      );
    return asset;
  };

  const open = (ref: AssetRef): Promise<OpenAsset> => {
    const key = keyOf(ref);
    const known = opened.get(key);
    if (known !== undefined) return known;
    const asset = openAsset(assetOf(ref), transport, signal);
    opened.set(key, asset);
    return asset;
  };

  /** Headers of distinct assets, in their order. */
  const openAll = async (refs: readonly AssetRef[]): Promise<readonly OpenAsset[]> => {
    let done = 0;
    return inLanes(refs, HEADERS_AT_ONCE, async (ref) => {
      signal?.throwIfAborted();
      const asset = await open(ref);
      progress?.("read headers", ++done, refs.length);
      return asset;
    });
  };

  const readTable = async ({ asset: ref, parse }: TableReading<unknown>): Promise<unknown> => {
    const { href, checksum } = assetOf(ref);
    const { size } = await transport.head(href, signal);
    if (size > LONGEST_TABLE_BYTES)
      return refuse("PROGRAM_TABLE_TOO_LONG", href, size, `a table has at most ${LONGEST_TABLE_BYTES} bytes`);
    const bytes = await transport.read(href, { start: 0, end: size }, signal);
    // Before it is parsed: a fault of another file would be told as one of the survey.
    verifyChecksum(publicHref(href), checksum, bytes);
    return parse(bytes);
  };

  const readRaster = async (reading: RasterReading<unknown>): Promise<unknown> => {
    const { grid, steps, kernel, isWanted, parametersOf } = reading;
    const refs = [...new Map(steps.flat().map((band) => [keyOf(band), band])).values()];
    await openAll(refs);
    const bands = await Promise.all(
      steps.map((step) =>
        Promise.all(step.map(async (band) => openBand(assetOf(band), await open(band), band.band, grid))),
      ),
    );
    return runJob(
      { grid, windows: planWindows(grid, latticeOf(bands.flat()), isWanted), steps: bands, kernel, parametersOf },
      {
        crew,
        transport,
        setAside,
        ...(memoryBytes === undefined ? {} : { memoryBytes }),
        ...(signal === undefined ? {} : { signal }),
        ...(progress === undefined ? {} : { progress: (done, total) => progress("windows", done, total) }),
      },
    );
  };

  const readOne = async (reading: Reading): Promise<unknown> => {
    switch (reading.kind) {
      case "grids":
        return (await openAll(reading.assets)).map(({ grid }) => grid);
      case "table":
        return readTable(reading);
      case "raster":
        return readRaster(reading);
    }
  };

  return {
    read: async ({ readings }) => {
      const seen: Record<string, unknown> = {};
      // One after the other: each may hold all of the memory.
      for (const [name, reading] of Object.entries(readings)) seen[name] = await readOne(reading);
      return seen;
    },
  };
};
