import type { Kernel } from "../raster/kernel.ts";
import type { Window } from "../grid/window.ts";

export type Pixels = {
  readonly window: Window;
  /** Row-major values of the window for each step and band: [step][band]. */
  readonly planes: readonly (readonly Float32Array[])[];
};

/** The values themselves, for looking at; measuring needs no more than sums. Memory is that of the whole stack. */
export const pixels: Kernel<{ readonly window: Window; readonly bands: readonly number[] }, readonly Pixels[]> = {
  id: "pixels",
  open: (core, { width, height }, { window, bands }) => {
    const planes = bands.map((count) => Array.from({ length: count }, () => new Float32Array(width * height)));
    return {
      strip: (step, { firstRow, rows, bands: values }) => {
        values.forEach((at, band) => planes[step]?.[band]?.set(core.f32(at, rows * width), firstRow * width));
      },
      close: () => [{ window, planes }],
    };
  },
  merge: (parts) => parts.flat(),
};
