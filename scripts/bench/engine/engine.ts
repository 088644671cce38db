/** `node scripts/bench/engine/engine.ts [folder] [rounds]`: the measuring engine beside GDAL, numba and libdeflate. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
/** Changes with make_scenes.py: scenes of another version are made anew. */
const SCENES = "1";
const [folder = join(tmpdir(), `sixfold-bench-${SCENES}`), roundsText = "3"] = process.argv.slice(2);
const rounds = Number(roundsText);
/** Debian's, which has GDAL; another may come first on the path. */
const PYTHON = "/usr/bin/python3";
const [SIDE_J1, SIDE_J2, DATES] = [10_980, 2745, 30];

type Outcome = {
  readonly seconds: number;
  readonly rssMiB: number;
  readonly result: readonly number[];
  readonly blocksRead?: number;
  readonly blocks?: number;
};

const last = (text: string): Outcome => JSON.parse(text.trim().split("\n").at(-1) ?? "") as Outcome;
const engine = (job: string, workers: number): Outcome =>
  last(execFileSync(process.execPath, [join(here, "run-job.ts"), job, folder, String(workers)], { encoding: "utf8" }));
const peer = (job: string, threads: number): Outcome =>
  last(execFileSync(PYTHON, [join(here, "peer.py"), job, folder, String(threads)], { encoding: "utf8" }));

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const hasPeer =
  spawnSync(PYTHON, [
    "-c",
    "import numba, numpy; from osgeo import gdal; import ctypes; ctypes.CDLL('libdeflate.so.0')",
  ]).status === 0;
if (!hasPeer) {
  console.log(`${PYTHON} has no GDAL, numba and libdeflate: apt-get install python3-gdal python3-numba libdeflate0`);
  process.exit(0);
}
if (!existsSync(folder)) {
  // Under its own name only once it is whole, so that an interrupted run leaves nothing that looks made.
  const making = `${folder}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  execFileSync(PYTHON, [join(here, "make_scenes.py"), making, String(SIDE_J1), String(SIDE_J2)], { stdio: "inherit" });
  renameSync(making, folder);
}

const JOBS = [
  { name: `J1 dNBR, ${SIDE_J1}², 4 bands uint16`, job: "severity", pixels: SIDE_J1 ** 2, plain: "plain-severity" },
  { name: `${DATES} dates x ${SIDE_J2}² float32, means of 500 fields`, job: "fields", pixels: DATES * SIDE_J2 ** 2 },
] as const;

/** The most by which two lists of figures differ, relative to the larger. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length
    ? Math.max(...a.map((value, i) => Math.abs(value - b[i]!) / Math.max(1e-12, Math.abs(value), Math.abs(b[i]!))))
    : Infinity;

console.log(
  "| job | threads | engine Mpx/s | GDAL + numba Mpx/s | ratio | ratio to libdeflate | RSS MiB engine / peer |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const { name, job, pixels, ...rest } of JOBS) {
  for (const threads of [1, 2]) {
    const runs = Array.from({ length: rounds }, () => ({
      ours: engine(job, threads),
      theirs: peer(job, threads),
      inflate: peer(`inflate-${job}`, threads),
    }));
    const seconds = (pick: "ours" | "theirs" | "inflate"): number => median(runs.map((run) => run[pick].seconds));
    const speed = (pick: "ours" | "theirs"): string => (pixels / seconds(pick) / 1e6).toFixed(1);
    const ratio = (pick: "theirs" | "inflate"): string => (seconds(pick) / seconds("ours")).toFixed(2);
    const rss = (pick: "ours" | "theirs"): string => Math.max(...runs.map((run) => run[pick].rssMiB)).toFixed(0);
    const far = difference(runs[0]!.ours.result, runs[0]!.theirs.result);
    if (far > 1e-9) throw new Error(`${name}: results differ by ${far}`);
    console.log(
      `| ${name} | ${threads} | ${speed("ours")} | ${speed("theirs")} | ${ratio("theirs")} | ${ratio("inflate")} | ${rss("ours")} / ${rss("theirs")} |`,
    );
  }
  if ("plain" in rest) {
    const [ours, plain] = [engine(job, 2), peer(rest.plain, 2)];
    console.log(`| ${name}, block-wise numpy | 2 | | | ${(plain.seconds / ours.seconds).toFixed(2)} | | |`);
  }
}
const projects = Array.from({ length: rounds }, () => engine("project", 2));
const { blocksRead, blocks } = projects[0]!;
console.log(
  `\n100 ha in a ${SIDE_J1} px scene of ${blocks} blocks: ${blocksRead} read (${((100 * blocksRead!) / blocks!).toFixed(2)} %), ` +
    `result after ${(1000 * median(projects.map((project) => project.seconds))).toFixed(0)} ms, headers included`,
);
