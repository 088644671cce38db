import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** How many runs are kept, the new one with them: enough to look back, at some 40 MB each. */
const KEPT_RUNS = 3;
const PREFIX = "run-";
/** Holds the id of the process that a run belongs to. */
const OWNER = "pid";

const isAlive = (pid: number): boolean => {
  try {
    // Signal 0 asks and does nothing (kill(2)).
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const isInUse = (run: string): boolean => {
  const owner = join(run, OWNER);
  const pid = existsSync(owner) ? Number(readFileSync(owner, "utf8")) : 0;
  return Number.isInteger(pid) && pid > 0 && isAlive(pid);
};

const pruneRuns = (base: string): void => {
  const newestFirst = readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX))
    .map(({ name }) => ({ run: join(base, name), changedMs: statSync(join(base, name)).mtimeMs }))
    .toSorted((a, b) => b.changedMs - a.changedMs);
  for (const { run } of newestFirst.slice(KEPT_RUNS)) if (!isInUse(run)) rmSync(run, { recursive: true, force: true });
};

/**
 * Makes a folder for a run of this process, and removes old runs of processes that have ended.
 * @param base holds one folder a run.
 */
export const openRun = (base: string): string => {
  mkdirSync(base, { recursive: true });
  const run = mkdtempSync(join(base, PREFIX));
  writeFileSync(join(run, OWNER), `${process.pid}`);
  pruneRuns(base);
  return run;
};
