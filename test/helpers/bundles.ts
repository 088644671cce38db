import { heldFiles } from "../../oracle/core/evidence/bundle.ts";
import type { Bundle, Files } from "../../oracle/core/evidence/files.ts";
import { bytesOf } from "../../oracle/core/evidence/stored.ts";
import type { Recording } from "../../oracle/core/scenes/types.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import type { Analysis, AnalyseOptions } from "../../oracle/pipeline/analyse.ts";
import { replay } from "../../oracle/pipeline/replay.ts";
import type { Replay, ReplayOptions } from "../../oracle/pipeline/replay.ts";
import type { BlockStore } from "../../oracle/store/block-store.ts";
import { carBytes } from "../../oracle/store/car.ts";
import type { Dag } from "../../oracle/store/dag.ts";
import { directoryDag, writeDirectory } from "../../oracle/store/unixfs.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";

/** Every file of a small bundle, in memory. */
export const filesOf = async (bundle: Bundle): Promise<Files> => {
  const files = new Map<string, Uint8Array>();
  for (const [path, stored] of bundle) files.set(path, await bytesOf(stored));
  return files;
};

/** An analysis whose small bundle lies in memory. */
export type Made = Omit<Analysis, "files"> & { readonly files: Files };

export const madeOf = async (analysis: Analysis): Promise<Made> => ({
  ...analysis,
  files: await filesOf(analysis.files),
});

export const analyseInMemory = async (options: Omit<AnalyseOptions, "shelf">): Promise<Made> =>
  madeOf(await analyse({ ...options, shelf: memoryShelf() }));

export const replayFiles = (files: Files, options: ReplayOptions): Promise<Replay> => replay(heldFiles(files), options);

export const dagOf = (files: Files): Promise<Dag> => directoryDag(heldFiles(files));

/** The CAR of a bundle. */
export const carOf = async (files: Files): Promise<Uint8Array> => carBytes(await dagOf(files));

/** Writes a bundle into a store. @returns the store's own copy */
export const storeFiles = async (files: Files, blocks: BlockStore): Promise<Dag> => ({
  root: await writeDirectory(heldFiles(files), blocks),
  blocks,
});

/** What was recorded, as plain data to compare. */
export const recorded = (recordings: readonly Recording[]) =>
  Promise.all(
    recordings.map(async ({ ranges, ...file }) => ({
      ...file,
      ranges: await Promise.all(
        ranges.map(async ({ stored, ...range }) => ({ ...range, bytes: await bytesOf(stored) })),
      ),
    })),
  );
