import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { root } from "../../scripts/run.ts";
import type { Requirement } from "./skip-without.ts";

/** Linux says of each process how much memory it has, and which processes it started. */
export const linuxProcesses: Requirement = {
  name: "Linux's /proc",
  isMet: () => existsSync("/proc/self/status") && existsSync("/proc/self/task"),
  hint: "Peaks of memory are read there.",
};

const LOOK_EVERY_MS = 20;

const textAt = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended.
    return "";
  }
};

/** The process and all that it started. */
const familyOf = (pid: number): readonly number[] => {
  const children = textAt(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
};

/** Resident memory of processes together, in MiB: what is a file's, as Node's own code, they share. */
const residentOf = (pids: readonly number[]): number => {
  const states = pids.map((pid) => textAt(`/proc/${pid}/status`));
  const kilobytes = (name: string): readonly number[] =>
    states.map((state) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(state)?.[1] ?? 0));
  const own = [...kilobytes("RssAnon"), ...kilobytes("RssShmem")].reduce((sum, each) => sum + each, 0);
  return (own + Math.max(...kilobytes("RssFile"))) / 1024;
};

export type Measured = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Most that the process and all that it started had together. */
  readonly peakMiB: number;
};

/** Runs `sixfold <args>`, as anybody would, to its end and looks at its memory all the while. */
export const runMeasured = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ["scripts/sixfold.mjs", ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let peakMiB = 0;
    const look = (): void => {
      peakMiB = Math.max(peakMiB, residentOf(familyOf(child.pid!)));
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("exit", () => clearInterval(timer));
    child.once("close", (code) => {
      resolve({ exitCode: code ?? 1, stdout, stderr, seconds: (performance.now() - begun) / 1000, peakMiB });
    });
  });
