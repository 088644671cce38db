import type { Grid } from "../../grid/types.ts";
import type { Window } from "../../grid/window.ts";
import { anyKernel } from "../../raster/kernel.ts";
import type { AnyKernel, Kernel } from "../../raster/kernel.ts";
import type { Outcome } from "./outcome.ts";

/** One file of one scene. */
export type AssetRef = { readonly sceneId: string; readonly assetKey: string };

export type BandRef = AssetRef & { readonly band: string };

/** The grids of rasters whose items do not state them, from the files' headers; seen in the order of `assets`. */
export type GridsReading = { readonly kind: "grids"; readonly assets: readonly AssetRef[] };

/** A whole file of plots, gauges, footprints, soundings, hotspots or the like. `parse` throws what it can not take. */
export type TableReading<T> = {
  readonly kind: "table";
  readonly asset: AssetRef;
  readonly parse: (bytes: Uint8Array) => T;
};

/** Pixels of many bands over one grid, as a kernel sees them window by window, merged into one `S`. */
export type RasterReading<S> = {
  readonly kind: "raster";
  readonly grid: Grid;
  /** Bands that are looked at together, in the order in which the kernel sees them. */
  readonly steps: readonly (readonly BandRef[])[];
  readonly kernel: AnyKernel;
  /** Whether anything in a window of the grid can matter. */
  readonly isWanted: (window: Window) => boolean;
  readonly parametersOf: (window: Window) => unknown;
  /** Never there: it carries the type of what is seen. */
  readonly seen?: S;
};

export type Reading = GridsReading | TableReading<unknown> | RasterReading<unknown>;

type SeenBy<R> = R extends GridsReading
  ? readonly Grid[]
  : R extends TableReading<infer T>
    ? T
    : R extends RasterReading<infer S>
      ? S
      : never;

/** What is read next, and what is made of it. Readings of one stage do not depend on each other. */
export type Stage = {
  readonly readings: Readonly<Record<string, Reading>>;
  /** From what the readings saw, by their names, to the next stage or to the outcome. Pure. */
  readonly next: (seen: Readonly<Record<string, unknown>>) => Stage | Outcome;
};

/** A stage whose continuation knows what each reading sees. */
export const stage = <R extends Readonly<Record<string, Reading>>>(
  readings: R,
  next: (seen: { readonly [N in keyof R]: SeenBy<R[N]> }) => Stage | Outcome,
): Stage => ({ readings, next: next as Stage["next"] });

/** A raster reading whose parameters fit its kernel. */
export const raster = <K, S>(
  reading: Omit<RasterReading<S>, "kind" | "kernel" | "parametersOf" | "seen"> & {
    readonly kernel: Kernel<K, S>;
    readonly parametersOf: (window: Window) => K;
  },
): RasterReading<S> => ({ kind: "raster", ...reading, kernel: anyKernel(reading.kernel) });

export const isStage = (step: Stage | Outcome): step is Stage => "readings" in step;
