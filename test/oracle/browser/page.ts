import { sha256 } from "viem";

import { figuresOf } from "../../../oracle/core/services/common/outcome.ts";
import { openCar, pageRunner, replayInBrowser, trustNamed } from "../../../oracle/browser.ts";
import type { Runner } from "../../../oracle/engine/runner.ts";
import { programCodecs } from "../../../oracle/core/program/program-codecs.ts";
import { browserCrew } from "../../../oracle/engine/browser-crew.ts";
import { runJob } from "../../../oracle/core/program/run-job.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { bytesOf, held } from "../../../oracle/core/evidence/stored.ts";
import type { ReplayCheck } from "../../../oracle/pipeline/replay-check.ts";
import { directoryDag } from "../../../oracle/store/unixfs.ts";
import { inflate, INFLATE_SLACK_BYTES } from "../../../oracle/core/tiff/codecs/inflate.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { createCore } from "../../../oracle/core/wasm/core.ts";
import { replayTransport } from "../../../oracle/transport/replay-transport.ts";
import { flipBit } from "../core/evidence/samples.ts";
import { setAsideInMemory } from "../../../oracle/core/raster/set-aside.ts";

const fetched = async (path: string): Promise<Blob> => (await fetch(path)).blob();

/** What a re-run came to, as JSON has it. */
export type Seen = {
  readonly ok: boolean;
  readonly checks: readonly ReplayCheck[];
  readonly outputDigest: string | undefined;
  readonly measuredKg: string | undefined;
  /** Of the bundle that the re-run made anew. */
  readonly cid: string | undefined;
};

const keepIn = (runners: Runner[], runner: Runner): Runner => {
  runners.push(runner);
  return runner;
};

/** Re-runs a served CAR as a page would, with one bit of one file turned over where asked. */
const replayCar = async (asked: {
  readonly car: string;
  readonly cid: string;
  readonly workers: number;
  readonly trusted: readonly string[];
  readonly flip?: { readonly path: string; readonly bit: number };
}): Promise<Seen> => {
  const files = new Map(await openCar(await fetched(asked.car), asked.cid));
  const { flip } = asked;
  if (flip !== undefined) files.set(flip.path, held(flipBit(await bytesOf(files.get(flip.path)!), flip.bit)));
  const runners: Runner[] = [];
  try {
    const { ok, checks, run } = await replayInBrowser(files, {
      cid: asked.cid,
      trust: trustNamed(asked.trusted, "this copy builds it"),
      runnerOf: (program) => keepIn(runners, pageRunner(program, asked.workers)),
    });
    return {
      ok,
      checks,
      outputDigest: run?.outputDigest,
      measuredKg: run && figuresOf(run.outcome).get("measuredKg")?.toString(),
      cid: run === undefined ? undefined : (await directoryDag(run.files)).root.toString(),
    };
  } finally {
    for (const runner of runners) await runner.close();
  }
};

/** Stops a re-run once its first window is done, and runs the bundle again in the same workers. */
const stopReplay = async ({
  car,
  cid,
  trusted,
}: {
  readonly car: string;
  readonly cid: string;
  readonly trusted: readonly string[];
}) => {
  const files = await openCar(await fetched(car), cid);
  let runner: Runner | undefined;
  const runnerOf = (program: Uint8Array): Runner => (runner ??= pageRunner(program, 2));
  const stop = new AbortController();
  const progress = (stage: string) => (stage === "windows" ? stop.abort() : undefined);
  const options = { cid, runnerOf, trust: trustNamed(trusted, "this copy builds it") };
  try {
    const stopped = await replayInBrowser(files, { ...options, progress, signal: stop.signal }).then(
      () => "done",
      (error: unknown) => (error === stop.signal.reason ? "stopped" : String(error)),
    );
    return { stopped, ok: (await replayInBrowser(files, options)).ok };
  } finally {
    await runner?.close();
  }
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "none";
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    return error.code;
  }
};

const openError = async ({ car, cid }: { readonly car: string; readonly cid: string }): Promise<string> =>
  codeOf(openCar(await fetched(car), cid));

/** What a job of several windows comes to over a worker's module, and again over the same crew. */
const jobError = async ({ worker }: { readonly worker: string }): Promise<readonly string[]> => {
  const grid = { epsg: 32654, width: 30, height: 10, originX: 0, originY: 0, pixelWidth: 10, pixelHeight: 10 };
  const windows = [0, 10, 20].map((col) => ({ col, row: 0, width: 10, height: 10 }));
  const crew = browserCrew(2, new URL(worker, location.href), new Uint8Array());
  const job = () =>
    codeOf(
      runJob(
        { grid, windows, steps: [[]], kernel: pixels, parametersOf: (window) => ({ window, bands: [0] }) },
        { crew, transport: replayTransport([]), setAside: setAsideInMemory },
      ),
    );
  const codes = [await job(), await job()];
  await crew.close();
  return [...codes, await job()];
};

const kernelBits = ({ seed }: { readonly seed: number }): Promise<Readonly<Record<string, string>>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker("/bits-worker.js", { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new TypeError(message));
    worker.postMessage(seed);
  });

/** Hashes of what stored streams unpack to. */
const unpack = async (asked: {
  readonly inflate: string;
  readonly unzstd: string;
  readonly size: number;
}): Promise<readonly string[]> => {
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const core = createCore(2 ** 24);
  const at = core.alloc(asked.size + INFLATE_SLACK_BYTES);
  const unpacked = [
    inflate(core, bytesOf(asked.inflate), at, asked.size) === asked.size ? core.u8(at, asked.size) : undefined,
    (await programCodecs()).unzstd(bytesOf(asked.unzstd), asked.size),
  ];
  return unpacked.map((bytes) => (bytes === undefined ? "refused" : sha256(bytes)));
};

/** What the test calls in the page. */
const calls = { replayCar, stopReplay, openError, jobError, kernelBits, unpack };
export type Calls = typeof calls;

Object.assign(globalThis, { calls });
