import { SixfoldError } from "../errors.ts";
import type { AnyKernel } from "../raster/kernel.ts";
import { runWindow } from "./run-window.ts";
import type { StepPart } from "./run-window.ts";
import type { Codecs } from "../tiff/codecs/unpack-block.ts";
import { createCore } from "../wasm/core.ts";
import type { Core } from "../wasm/core.ts";
import { errorFields } from "./wire.ts";
import type { Consumed, Feed, TaskOutcome, WindowTask } from "./wire.ts";

/** What a thread offers: the kernels it knows by id, and its own decompressors. */
export type Bench = {
  readonly kernels: ReadonlyMap<string, AnyKernel>;
  readonly codecs: Codecs;
};

class Stopped extends Error {}

/** One core a thread and ceiling: compiling and growing memory are paid once. */
const cores = new Map<number, Core>();

const coreOf = (ceilingBytes: number): Core => {
  const core = cores.get(ceilingBytes) ?? createCore(ceilingBytes);
  cores.set(ceilingBytes, core);
  return core;
};

/** Blocks as they arrive. */
const feedOf = (port: MessagePort): { readonly next: () => Promise<StepPart> } => {
  const arrived: Feed[] = [];
  let wake: (() => void) | undefined;
  port.onmessage = ({ data }: MessageEvent<Feed>) => {
    arrived.push(data);
    wake?.();
  };
  return {
    next: async () => {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const feed = arrived.shift() as Feed;
      if ("stop" in feed) throw new Stopped();
      return feed;
    },
  };
};

const unknownKernel = (id: string): SixfoldError =>
  new SixfoldError({
    code: "PROGRAM_KERNEL_UNKNOWN",
    failure: "usage",
    field: "kernelId",
    value: id,
    rule: "is a kernel that this thread knows",
  });

/** The window that this thread is at. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Does one window on this thread, with blocks that come over a port; the next only once it has ended, as both would stack
 * their memory in one core. The same in a worker of Node, in a browser's and without any thread. What is done does not
 * depend on where.
 */
export const runTask = (task: WindowTask, port: MessagePort, bench: Bench): Promise<TaskOutcome> => {
  const done = turn.then(() => runNow(task, port, bench));
  turn = done.catch(() => undefined);
  return done;
};

const runNow = async (task: WindowTask, port: MessagePort, bench: Bench): Promise<TaskOutcome> => {
  const { next } = feedOf(port);
  let part = 0;
  try {
    const kernel = bench.kernels.get(task.kernelId);
    if (kernel === undefined) throw unknownKernel(task.kernelId);
    const core = coreOf(task.ceilingBytes);
    const mark = core.mark();
    try {
      const result = await runWindow({
        core,
        kernel,
        ...task,
        parameters: task.parameters,
        codecs: bench.codecs,
        next,
        consumed: () => port.postMessage({ consumed: part++ } satisfies Consumed),
      });
      return { result };
    } finally {
      core.release(mark);
    }
  } catch (error) {
    if (error instanceof Stopped) return { stopped: true };
    if (error instanceof SixfoldError) return { error: errorFields(error) };
    throw error;
  } finally {
    port.close();
  }
};
