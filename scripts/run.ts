import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/**
 * Runs one command of the toolchain in the checkout, on this Node. Its heading and all that it prints go to stdout, so
 * that they keep their order wherever they are sent.
 * @returns its exit code; 1 where a signal ended it
 */
export const runStep = (
  title: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): number => {
  console.log(`\n== ${title}`);
  const local = join(root, "node_modules", ".bin", command);
  const { status } = spawnSync(existsSync(local) ? local : command, args, {
    cwd: root,
    stdio: ["inherit", process.stdout.fd, process.stdout.fd],
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
      ...env,
    },
  });
  if (status !== 0) console.log(`== ${title}: failed`);
  return status ?? 1;
};

/** The same, and ends the process with the exit code if the command fails. */
export const run = (title: string, command: string, args: readonly string[]): void => {
  const exitCode = runStep(title, command, args);
  if (exitCode !== 0) process.exit(exitCode);
};
