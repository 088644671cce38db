import { SixfoldError } from "../errors.ts";
import type { Grid } from "../grid/types.ts";
import type { Kernel } from "../raster/kernel.ts";
import type { SetAside } from "../raster/set-aside.ts";
import type { Window } from "../grid/window.ts";
import type { OpenBand } from "../assets/open-band.ts";
import type { Transport } from "../scenes/types.ts";
import { inLanes } from "./in-lanes.ts";
import { mergeInOrder } from "./merge-in-order.ts";
import type { Crew } from "./crew.ts";
import { batchesOf, readBatch } from "./read-blocks.ts";
import type { Consumed, Feed } from "./wire.ts";

/** For two workers over tiles of up to a few megabytes, with the process itself under 400 MiB. */
export const DEFAULT_MEMORY_BYTES = 256 * 2 ** 20;

export type Job<P, R> = {
  readonly grid: Grid;
  readonly windows: readonly Window[];
  /** Bands of each step, in the kernel's order. */
  readonly steps: readonly (readonly OpenBand[])[];
  readonly kernel: Kernel<P, R>;
  /** What the kernel needs to know of a window; structured-clonable. */
  readonly parametersOf: (window: Window) => P;
};

export type JobOptions = {
  readonly crew: Crew;
  readonly transport: Transport;
  readonly setAside: SetAside;
  /** Most bytes for decoded blocks, kernels' state and blocks on the way, over all workers. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (windowsDone: number, windows: number) => void;
};

/** An eighth of the memory is for compressed blocks on the way, the rest for the workers' cores. */
const ON_THE_WAY = 0.125;

const stoppedEarly = (window: Window): SixfoldError =>
  new SixfoldError({
    code: "PROGRAM_STOPPED",
    failure: "infrastructure",
    field: "window",
    value: window,
    rule: "a window that is begun ends with a result",
  });

/**
 * Runs a kernel over windows: reads their blocks, hands them to the crew step by step and merges what comes back. The
 * result depends on the bytes and the kernel alone, not on windows, workers or the order in which things end.
 *
 * Twice as many windows as there are workers are under way, so that the next one's blocks are there when a worker is free.
 *
 * @throws SixfoldError of the transport, or WASM_MEMORY, TIFF_CORRUPT and others of decoding; what the kernel throws;
 * the signal's reason. After the first failure nothing more is read, and no result is given.
 */
export const runJob = async <P, R>(job: Job<P, R>, options: JobOptions): Promise<R> => {
  const { grid, windows, steps, kernel, parametersOf } = job;
  const { crew, transport, setAside, memoryBytes = DEFAULT_MEMORY_BYTES, signal, progress } = options;
  const sources = steps.map((bands) => bands.map(({ source }) => source));
  const lanes = 2 * crew.workers;
  const budget = (memoryBytes * ON_THE_WAY) / lanes;
  const ceilingBytes = Math.floor((memoryBytes * (1 - ON_THE_WAY)) / crew.workers);
  const failed = new AbortController();
  const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  let done = 0;

  /** Sends a window's blocks, no more bytes ahead of the worker than the budget, but always one batch. */
  const feed = async (window: Window, port: MessagePort, ended: AbortSignal): Promise<void> => {
    const sent: number[] = [];
    let ahead = 0;
    let wake: (() => void) | undefined;
    port.onmessage = ({ data }: MessageEvent<Consumed>) => {
      ahead -= sent[data.consumed] as number;
      wake?.();
    };
    stop.addEventListener("abort", () => wake?.(), { once: true });
    ended.addEventListener("abort", () => wake?.(), { once: true });
    for (const bands of steps) {
      // Two of them, so that one is read while the worker unpacks the other.
      const batches = batchesOf(bands, window, budget / 2);
      for (const [index, batch] of batches.entries()) {
        while (ahead > 0 && ahead + batch.bytes > budget && !stop.aborted && !ended.aborted)
          await new Promise<void>((resolve) => (wake = resolve));
        if (ended.aborted) return;
        stop.throwIfAborted();
        const blocks = await readBatch(batch, transport, stop);
        sent.push(batch.bytes);
        ahead += batch.bytes;
        port.postMessage(
          { blocks, endsStep: index === batches.length - 1 } satisfies Feed,
          blocks.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes.buffer as ArrayBuffer])),
        );
      }
    }
  };

  const merged = mergeInOrder(kernel.merge);

  const runWindow = async (window: Window, index: number): Promise<void> => {
    stop.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    // Not the port's close: only Node tells of it.
    const ended = new AbortController();
    const outcome = crew
      .run({ kernelId: kernel.id, grid, window, steps: sources, parameters: parametersOf(window), ceilingBytes }, port2)
      .finally(() => ended.abort());
    const fed = feed(window, port1, ended.signal).catch((error: unknown) => {
      failed.abort(error);
      port1.postMessage({ stop: true } satisfies Feed);
      throw error;
    });
    try {
      const [settled] = await Promise.all([outcome, fed]);
      if ("error" in settled) throw new SixfoldError(settled.error);
      stop.throwIfAborted();
      if (!("result" in settled)) throw stoppedEarly(window);
      const result = settled.result as R;
      merged.add(index, kernel.lighten === undefined ? result : await kernel.lighten(result, setAside));
      progress?.(++done, windows.length);
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled([outcome, fed]);
      throw error;
    } finally {
      port1.close();
    }
  };

  await inLanes(windows, lanes, runWindow);
  signal?.throwIfAborted();
  return merged.result();
};
