import type { Grid } from "../ground/types.ts";
import { blocksOver, type BandSource, type StoredBlock } from "./band-source.ts";
import { unpackBlock, type Codecs } from "./codecs/unpack-block.ts";
import type { Kernel } from "./kernel.ts";
import { gridOf, type Window } from "./window.ts";
import type { Core } from "./wasm/core.ts";
import { copyRows } from "./copy-rows.ts";

/** Values of all bands of a strip together: they and the rows they come from stay in a core's second-level cache. */
const STRIP_VALUES = 2 ** 16;

export type WindowRun<P, R> = {
  readonly core: Core;
  readonly kernel: Kernel<P, R>;
  readonly grid: Grid;
  readonly window: Window;
  readonly steps: readonly (readonly BandSource[])[];
  readonly parameters: P;
  readonly codecs: Codecs;
  /** Stored blocks of the next step, in whatever order. */
  readonly next: () => Promise<readonly StoredBlock[]>;
  /** Called once a step's blocks are no longer needed. */
  readonly consumed: () => void;
};

/** A block in the core's memory, with where it lies on the plan's grid. */
type Unpacked = Window & { readonly at: number };

const keyOf = (href: string, index: number): string => `${index} ${href}`;

/** Unpacks the stored blocks of a step, each once, and gives every band those that it needs. */
const unpackStep = (
  core: Core,
  bands: readonly BandSource[],
  window: Window,
  stored: readonly StoredBlock[],
  codecs: Codecs,
): readonly (readonly Unpacked[])[] => {
  const bytesOf = new Map(stored.map(({ href, index, bytes }) => [keyOf(href, index), bytes]));
  const at = new Map<string, number>();
  return bands.map((source) =>
    blocksOver(source, window).flatMap((place): readonly Unpacked[] => {
      const key = keyOf(source.href, place.index);
      const bytes = bytesOf.get(key);
      if (bytes === undefined) return [];
      const known = at.get(key) ?? unpackBlock(core, source, place, bytes, codecs);
      at.set(key, known);
      return [{ ...place, at: known }];
    }),
  );
};

/**
 * Does one window: unpacks blocks step by step, turns their samples into float32 values a few rows at a time, and hands
 * these to the kernel. Holds one step's blocks, one strip and the kernel's own state.
 *
 * @throws SceneError SCENE_CORRUPT and others of unpacking, RASTER_MEMORY; what the kernel and `next` throw
 */
export const runWindow = async <P, R>(run: WindowRun<P, R>): Promise<R> => {
  const { core, kernel, grid, window, steps, parameters, codecs, next, consumed } = run;
  const kernelRun = kernel.open(core, gridOf(grid, window), parameters);
  for (const [step, bands] of steps.entries()) {
    const stored = await next();
    const mark = core.mark();
    const unpacked = unpackStep(core, bands, window, stored, codecs);
    const rows = Math.max(1, Math.min(window.height, Math.floor(STRIP_VALUES / (window.width * bands.length))));
    const strips = bands.map(() => core.alloc(rows * window.width * 4));
    for (let firstRow = 0; firstRow < window.height; firstRow += rows) {
      const count = Math.min(rows, window.height - firstRow);
      const strip: Window = { col: window.col, row: window.row + firstRow, width: window.width, height: count };
      bands.forEach((source, band) => {
        const to = strips[band] as number;
        const blocks = unpacked[band] as readonly Unpacked[];
        const [only] = blocks;
        const covered =
          blocks.length === 1 &&
          only !== undefined &&
          only.col <= strip.col &&
          only.row <= strip.row &&
          only.col + only.width >= strip.col + strip.width &&
          only.row + only.height >= strip.row + strip.height;
        if (!covered) core.f32(to, count * window.width).fill(NaN);
        for (const block of blocks) copyRows(core, source, block, strip, to);
      });
      kernelRun.strip(step, { firstRow, rows: count, width: window.width, bands: strips });
    }
    core.release(mark);
    consumed();
  }
  return kernelRun.close();
};
