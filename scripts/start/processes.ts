import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import { root } from "../run.ts";

const children = new Set<ChildProcess>();
// However this process ends, none of its children goes on.
process.once("exit", () => children.forEach((child) => child.kill("SIGTERM")));

/** Longest time for a process to say that it is ready: a loaded machine compiles TypeScript slowly. */
const READY_WITHIN_MS = 60_000;

/**
 * Starts `node <script> <args>` and waits for its first line of JSON on stdout: how it can be reached.
 * Its stderr is passed through; it is stopped with this process.
 */
export const startProcess = (title: string, script: string, args: readonly string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    children.add(child);
    const late = setTimeout(
      () => reject(new Error(`${title}: not ready within ${READY_WITHIN_MS} ms`)),
      READY_WITHIN_MS,
    );
    child.once("exit", (code) => {
      children.delete(child);
      clearTimeout(late);
      reject(new Error(`${title}: ended with exit code ${code} before it was ready`));
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      clearTimeout(late);
      resolve(JSON.parse(line));
    });
  });

/** Runs `node <script> <args>` to its end. */
export const runProcess = (
  script: string,
  args: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
  });

/** Stops every process started here and waits for it. */
export const stopProcesses = async (): Promise<void> => {
  await Promise.all(
    [...children].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once("exit", () => resolve());
          child.kill("SIGTERM");
        }),
    ),
  );
};
