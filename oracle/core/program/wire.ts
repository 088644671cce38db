import type { BandSource } from "../tiff/band-source.ts";
import type { StepPart } from "./run-window.ts";
import type { Window } from "../grid/window.ts";
import type { Grid } from "../grid/types.ts";
import type { SixfoldError, SixfoldErrorFields } from "../errors.ts";

/** What a worker needs to do one window; structured-clonable. Blocks follow step by step over a port. */
export type WindowTask = {
  readonly kernelId: string;
  readonly grid: Grid;
  readonly window: Window;
  /** Bands of each step. */
  readonly steps: readonly (readonly BandSource[])[];
  readonly parameters: unknown;
  /** Most bytes that the worker's core may hold. */
  readonly ceilingBytes: number;
};

/** To the worker: the next blocks, or that nothing more will come. */
export type Feed = StepPart | { readonly stop: true };

/** From the worker: the blocks of a message, counted from 0, are decoded and let go. */
export type Consumed = { readonly consumed: number };

/** What comes back: a result, or an error that survives the way between threads. */
export type TaskOutcome =
  { readonly result: unknown } | { readonly error: SixfoldErrorFields } | { readonly stopped: true };

/** A typed error as plain data, which survives the way between threads and between a program and its host. */
export const errorFields = ({ code, failure, field, value, rule }: SixfoldError): SixfoldErrorFields => ({
  code,
  failure,
  field,
  value,
  rule,
});
