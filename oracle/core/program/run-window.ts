import type { Grid } from "../grid/types.ts";
import { empty } from "../empty.ts";
import { blocksOver } from "../tiff/band-source.ts";
import type { BandSource, StoredBlock } from "../tiff/band-source.ts";
import { unpackBlock } from "../tiff/codecs/unpack-block.ts";
import type { Codecs } from "../tiff/codecs/unpack-block.ts";
import type { Kernel } from "../raster/kernel.ts";
import { gridOf } from "../grid/window.ts";
import type { Window } from "../grid/window.ts";
import type { Core } from "../wasm/core.ts";
import { copyRows } from "../tiff/copy-rows.ts";

/** Values of all bands of a strip together: they and the rows they come from stay in a core's second-level cache. */
const STRIP_VALUES = 2 ** 16;

/** Some of a step's stored blocks, in whatever order. */
export type StepPart = { readonly blocks: readonly StoredBlock[]; readonly endsStep: boolean };

export type WindowRun<P, R> = {
  readonly core: Core;
  readonly kernel: Kernel<P, R>;
  readonly grid: Grid;
  readonly window: Window;
  readonly steps: readonly (readonly BandSource[])[];
  readonly parameters: P;
  readonly codecs: Codecs;
  /** The next part of the first step, then of the second one and so on; its blocks' bytes are emptied. */
  readonly next: () => Promise<StepPart>;
  /** Called once a part's blocks are no longer needed. */
  readonly consumed: () => void;
};

/** A block in the core's memory, with where it lies on the plan's grid. */
type Unpacked = Window & { readonly at: number };

const keyOf = (href: string, index: number): string => `${index} ${href}`;

/** Unpacks the stored blocks of a step as they come, each once, and gives every band those that it needs. */
const unpackStep = async <P, R>(
  { core, window, codecs, next, consumed }: WindowRun<P, R>,
  bands: readonly BandSource[],
): Promise<readonly (readonly Unpacked[])[]> => {
  const needed = bands.map((source) =>
    blocksOver(source, window).map((place) => ({ source, place, key: keyOf(source.href, place.index) })),
  );
  const byKey = new Map(needed.flat().map((block) => [block.key, block]));
  const at = new Map<string, number>();
  for (let ended = false; !ended;) {
    const { blocks, endsStep } = await next();
    for (const { href, index, bytes } of blocks) {
      const block = byKey.get(keyOf(href, index));
      if (bytes === undefined || block === undefined) continue;
      at.set(block.key, unpackBlock(core, block.source, block.place, bytes, codecs));
    }
    for (const { bytes } of blocks) if (bytes !== undefined) empty(bytes);
    consumed();
    ended = endsStep;
  }
  return needed.map((blocks) =>
    blocks.flatMap(({ key, place }): readonly Unpacked[] => {
      const known = at.get(key);
      return known === undefined ? [] : [{ ...place, at: known }];
    }),
  );
};

/**
 * Does one window: unpacks blocks step by step, turns their samples into float32 values a few rows at a time, and hands
 * these to the kernel. Holds one step's blocks, one strip and the kernel's own state.
 *
 * @throws SixfoldError TIFF_CORRUPT and others of unpacking, WASM_MEMORY; what the kernel and `next` throw
 */
export const runWindow = async <P, R>(run: WindowRun<P, R>): Promise<R> => {
  const { core, kernel, grid, window, steps, parameters } = run;
  const kernelRun = kernel.open(core, gridOf(grid, window), parameters);
  for (const [step, bands] of steps.entries()) {
    const mark = core.mark();
    const unpacked = await unpackStep(run, bands);
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
  }
  return kernelRun.close();
};
