/** `node scripts/bench/engine/engine.ts [job ...]`: the measuring engine beside GDAL, numba and libdeflate. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { namedOrAll } from "../named.ts";
import type { EngineJob, Goals } from "./job.ts";
import { JOBS } from "./jobs/index.ts";

const here = import.meta.dirname;
/** Changes with what the makers of scenes make: scenes of another version are made anew. */
const VERSION = "2";
const ROUNDS = 3;
/** Debian's, which has GDAL; another may come first on the path. */
const PYTHON = "/usr/bin/python3";
/** Ratio that a job should reach against block-wise numpy, where there is such a peer. */
const NUMPY_GOAL = 1.8;

type Outcome = {
  readonly seconds: number;
  readonly rssMiB: number;
  readonly result: readonly number[];
  readonly blocksRead?: number;
  readonly blocks?: number;
};

const last = (text: string): Outcome => JSON.parse(text.trim().split("\n").at(-1) ?? "") as Outcome;
const output = (command: string, args: readonly string[]): Outcome =>
  last(execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 }));
const engine = (id: string, folder: string, workers: number, part: "all" | "project" = "all"): Outcome =>
  output(process.execPath, [join(here, "run.ts"), id, folder, String(workers), part]);
const peer = (name: string, folder: string, threads: number): Outcome =>
  output(PYTHON, [join(here, "peers", `${name}.py`), folder, String(threads)]);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The most by which two lists of figures differ, relative to the larger. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length
    ? Math.max(...a.map((value, i) => Math.abs(value - b[i]!) / Math.max(1e-12, Math.abs(value), Math.abs(b[i]!))))
    : Infinity;

/** Scenes stay in the temporary folder, under their own name only once they are whole. */
const scenesOf = ({ id }: EngineJob): string => {
  const folder = join(tmpdir(), `sixfold-bench-${VERSION}`, id);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  execFileSync(PYTHON, [join(here, "scenes", `${id}.py`), making], { stdio: "inherit" });
  renameSync(making, folder);
  return folder;
};

const against = (seconds: number, ours: number, goal: number): string => {
  const ratio = seconds / ours;
  return `${ratio.toFixed(2)} | ${goal} | ${ratio >= goal ? "yes" : "no"}`;
};

const row = (job: EngineJob, folder: string, threads: 1 | 2): string => {
  const runs = Array.from({ length: ROUNDS }, () => ({
    ours: engine(job.id, folder, threads),
    theirs: peer(job.id, folder, threads),
    inflate: peer("libdeflate", folder, threads),
  }));
  const far = difference(runs[0]!.ours.result, runs[0]!.theirs.result);
  if (!(far <= job.tolerance)) throw new Error(`${job.title}: results differ by ${far}`);
  const seconds = (pick: "ours" | "theirs" | "inflate"): number => median(runs.map((run) => run[pick].seconds));
  const speed = (pick: "ours" | "theirs"): string => (job.pixels / seconds(pick) / 1e6).toPrecision(3);
  const rss = (pick: "ours" | "theirs"): string => Math.max(...runs.map((run) => run[pick].rssMiB)).toFixed(0);
  const goalOf = (goals: Goals): number => goals[threads - 1]!;
  return (
    `| ${job.title} | ${threads} | ${speed("ours")} | ${speed("theirs")} | ` +
    `${against(seconds("theirs"), seconds("ours"), goalOf(job.goals.peer))} | ` +
    `${against(seconds("inflate"), seconds("ours"), goalOf(job.goals.libdeflate))} | ${rss("ours")} / ${rss("theirs")} |`
  );
};

const numpyRow = (job: EngineJob, folder: string): string => {
  const runs = Array.from({ length: ROUNDS }, () => ({
    ours: engine(job.id, folder, 2).seconds,
    numpy: peer(`${job.id}_numpy`, folder, 2).seconds,
  }));
  const [ours, numpy] = [median(runs.map((run) => run.ours)), median(runs.map((run) => run.numpy))];
  return `| ${job.title}, block-wise numpy | 2 | | | ${against(numpy, ours, NUMPY_GOAL)} | | | | |`;
};

const projectLine = (job: EngineJob, folder: string): string => {
  const runs = Array.from({ length: ROUNDS }, () => engine(job.id, folder, 2, "project"));
  const { blocksRead, blocks } = runs[0]!;
  const ms = 1000 * median(runs.map(({ seconds }) => seconds));
  const share = ((100 * blocksRead!) / blocks!).toFixed(2);
  return `100 ha of ${job.title}: ${blocksRead} of ${blocks} blocks read (${share} %), result after ${ms.toFixed(0)} ms, headers included`;
};

const wanted = namedOrAll(
  "job",
  JOBS.map(({ id }) => id),
);
const jobs = JOBS.filter(({ id }) => wanted.includes(id));
const hasPeer =
  spawnSync(PYTHON, [
    "-c",
    "import numba, numpy; from osgeo import gdal; import ctypes; ctypes.CDLL('libdeflate.so.0')",
  ]).status === 0;
if (!hasPeer) {
  console.log(`${PYTHON} has no GDAL, numba and libdeflate: apt-get install python3-gdal python3-numba libdeflate0`);
  process.exit(0);
}
console.log(
  "| job | threads | Mpx/s | peer Mpx/s | to peer | goal | met | to libdeflate | goal | met | RSS MiB, peer's |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const job of jobs) {
  const folder = scenesOf(job);
  for (const threads of [1, 2] as const) console.log(row(job, folder, threads));
  if (existsSync(join(here, "peers", `${job.id}_numpy.py`))) console.log(numpyRow(job, folder));
}
const [first] = JOBS;
if (first !== undefined && jobs.includes(first)) console.log(`\n${projectLine(first, scenesOf(first))}`);
