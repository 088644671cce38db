import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** A command of the toolchain where there is one of that name, and an environment in which it runs on this Node. */
const onThisNode = (
  command: string,
  env: Readonly<Record<string, string>>,
): { readonly file: string; readonly env: NodeJS.ProcessEnv } => {
  const local = join(root, "node_modules", ".bin", command);
  const path = `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
  return { file: existsSync(local) ? local : command, env: { ...process.env, PATH: path, ...env } };
};

/**
 * Runs one command of the toolchain in the checkout, on this Node. Its heading and all that it prints go to stdout, so
 * that they keep their order wherever they are sent.
 * @returns its exit code; 1 where a signal ended it
 */
const runStep = (title: string, command: string, args: readonly string[]): number => {
  console.log(`\n== ${title}`);
  const { file, env } = onThisNode(command, {});
  const { status } = spawnSync(file, args, {
    cwd: root,
    stdio: ["inherit", process.stdout.fd, process.stdout.fd],
    env,
  });
  if (status !== 0) console.log(`== ${title}: failed`);
  return status ?? 1;
};

/** The same beside others, all that it prints said to whoever gathers it. */
export const runBeside = async (
  title: string,
  command: string,
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  say: (text: string) => void,
): Promise<number> => {
  say(`\n== ${title}\n`);
  const { file, env } = onThisNode(command, more);
  const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", say);
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) say(`== ${title}: failed\n`);
  return status ?? 1;
};

/** Runs a step, and ends the process with the exit code if the command fails. */
export const run = (title: string, command: string, args: readonly string[]): void => {
  const exitCode = runStep(title, command, args);
  if (exitCode !== 0) process.exit(exitCode);
};
