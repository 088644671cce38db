import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** Runs one command of the toolchain in the checkout, on this Node; ends the process with its exit code if it fails. */
export const run = (title: string, command: string, args: readonly string[]): void => {
  console.error(`\n== ${title}`);
  const local = join(root, "node_modules", ".bin", command);
  const { status } = spawnSync(existsSync(local) ? local : command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}` },
  });
  if (status !== 0) {
    console.error(`== ${title}: failed`);
    process.exit(status ?? 1);
  }
};
