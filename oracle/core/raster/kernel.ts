import type { Grid } from "../grid/types.ts";
import type { Core } from "../wasm/core.ts";
import type { SetAside } from "./set-aside.ts";

/** A few whole rows of a window, for every band of one step. */
export type Strip = {
  /** Row of the window at which the strip starts. */
  readonly firstRow: number;
  readonly rows: number;
  /** Width of the window, in pixels. */
  readonly width: number;
  /**
   * For each band of the step, where its rows * width float32 values start in the core's memory, row-major and
   * 16-aligned: physical values, NaN where not observed. They may be overwritten once `strip` returns.
   */
  readonly bands: readonly number[];
};

/** One window under way. Whatever it allocates from the core is released when the window is done. */
export type KernelRun<R> = {
  /** Steps come in ascending order, each step's strips from top to bottom. */
  readonly strip: (step: number, strip: Strip) => void;
  /** What the window adds, once every step has been seen: structured-clonable, and no view of the core's memory. */
  readonly close: () => R;
};

/**
 * What is done to every pixel. It never sees a file, a thread or a block size; the windows may be of any size and come
 * in any order.
 */
export type Kernel<P, R> = {
  readonly id: string;
  /** @param parameters structured-clonable; what this window needs. */
  readonly open: (core: Core, window: Grid, parameters: P) => KernelRun<R>;
  /** Sets aside what of a window's result grows with its pixels, as maps do: all windows' would not fit into memory. */
  readonly lighten?: (result: R, setAside: SetAside) => Promise<R>;
  /** Joins the results of disjoint windows. Exact, so that neither order nor grouping matters. */
  readonly merge: (parts: readonly R[]) => R;
};

/** A kernel whose types only its own service knows. */
export type AnyKernel = Kernel<unknown, unknown>;

/** Forgets a kernel's types, so that a thread can find it by its id. */
export const anyKernel = <P, R>(kernel: Kernel<P, R>): AnyKernel => kernel as unknown as AnyKernel;
