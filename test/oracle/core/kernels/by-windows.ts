import type { Grid } from "../../../../oracle/core/grid/types.ts";
import type { Kernel } from "../../../../oracle/core/raster/kernel.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import { createCore } from "../../../../oracle/core/wasm/core.ts";

export const core = createCore(2 ** 30);

/** Numbers from 0 up to 1 of a seed: mulberry32, public domain arithmetic on 32 bits. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const gridOf = (width: number, height: number): Grid => ({
  epsg: 32654,
  width,
  height,
  originX: 400000,
  originY: 4000000,
  pixelWidth: 10,
  pixelHeight: 10,
});

/** The part of a row-major plane that lies in a window. */
export const cut = <A extends Float32Array | Int32Array | Uint8Array>(
  plane: A,
  planeWidth: number,
  window: Window,
): A => {
  const { col, row, width, height } = window;
  const part = new (plane.constructor as new (length: number) => A)(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (row + y) * planeWidth + col;
    part.set(plane.subarray(from, from + width) as never, y * width);
  }
  return part;
};

/** Cuts a rectangle in two at random places until its parts have no more than `most` pixels a side. */
export const randomWindows = (random: () => number, window: Window, most: number): readonly Window[] => {
  const { col, row, width, height } = window;
  if (width <= most && height <= most) return [window];
  const isTall = height > width;
  const at = 1 + Math.floor(random() * ((isTall ? height : width) - 1));
  const [first, second] = isTall
    ? [
        { ...window, height: at },
        { ...window, row: row + at, height: height - at },
      ]
    : [
        { ...window, width: at },
        { ...window, col: col + at, width: width - at },
      ];
  return [...randomWindows(random, first, most), ...randomWindows(random, second, most)];
};

const shuffled = <T>(random: () => number, values: readonly T[]): readonly T[] =>
  values
    .map((value) => [random(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);

export type Stack = {
  readonly width: number;
  readonly height: number;
  /** Row-major planes: [step][band]. */
  readonly steps: readonly (readonly Float32Array[])[];
};

/** One window through a kernel, in strips of `rowsOf()` rows. */
export const runWindow = <P, R>(
  kernel: Kernel<P, R>,
  { width: planeWidth, steps }: Stack,
  window: Window,
  parameters: P,
  rowsOf: () => number,
): R => {
  const mark = core.mark();
  const { width, height } = window;
  const run = kernel.open(core, gridOf(width, height), parameters);
  steps.forEach((bands, step) => {
    for (let firstRow = 0; firstRow < height;) {
      const rows = Math.min(rowsOf(), height - firstRow);
      const inner = core.mark();
      const at = bands.map((band) => {
        const values = cut(band, planeWidth, { ...window, row: window.row + firstRow, height: rows });
        const offset = core.alloc(values.length * 4);
        core.f32(offset, values.length).set(values);
        return offset;
      });
      run.strip(step, { firstRow, rows, width, bands: at });
      core.release(inner);
      firstRow += rows;
    }
  });
  const result = structuredClone(run.close());
  core.release(mark);
  return result;
};

/** The whole stack as one window and one strip. */
export const runWhole = <P, R>(kernel: Kernel<P, R>, stack: Stack, parametersOf: (window: Window) => P): R => {
  const { width, height } = stack;
  const window = { col: 0, row: 0, width, height };
  return kernel.merge([runWindow(kernel, stack, window, parametersOf(window), () => height)]);
};

/** The whole stack in random windows and strips, merged in groups in a random order. */
export const runSplit = <P, R>(
  kernel: Kernel<P, R>,
  stack: Stack,
  parametersOf: (window: Window) => P,
  random: () => number,
  most = 9,
): R => {
  const { width, height } = stack;
  const windows = randomWindows(random, { col: 0, row: 0, width, height }, most);
  const parts = windows.map((window) =>
    runWindow(kernel, stack, window, parametersOf(window), () => 1 + Math.floor(random() * 4)),
  );
  const mixed = shuffled(random, parts);
  const half = Math.floor(random() * mixed.length);
  return kernel.merge([kernel.merge(mixed.slice(0, half)), kernel.merge(mixed.slice(half))].slice(half === 0 ? 1 : 0));
};
