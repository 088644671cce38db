import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { text } from "node:stream/consumers";

/** One command of a document, as its reader would type it. */
export type Command = {
  readonly text: string;
  /** Ends in ` &`: it goes on while later commands run. */
  readonly background: boolean;
  /** 1 for the document's first line. */
  readonly line: number;
};

/**
 * The commands of a Markdown document's ```sh blocks, in order. Lines that end in a backslash are joined; a command is
 * one such line, so blocks hold no loops and no here-documents.
 * @param section title of the one section (`## title`) to read; the whole document otherwise.
 */
export const readCommands = (markdown: string, section?: string): readonly Command[] => {
  const commands: Command[] = [];
  let [inSection, inBlock, fence] = [section === undefined, false, false];
  let joined = "";
  for (const [index, line] of markdown.split("\n").entries()) {
    if (line.startsWith("```")) {
      inBlock = !fence && inSection && line.trim() === "```sh";
      fence = !fence;
    } else if (!fence && line.startsWith("## ") && section !== undefined) inSection = line.slice(3).trim() === section;
    else if (inBlock) {
      joined += line.replace(/\\$/, " ");
      if (line.endsWith("\\")) continue;
      const command = joined.trim();
      joined = "";
      if (command === "" || command.startsWith("#")) continue;
      const background = / &$/.test(command);
      commands.push({ text: command.replace(/ &$/, ""), background, line: index + 1 });
    }
  }
  return commands;
};

/** Variables that commands use and none of them sets: a reader takes them from what an earlier command printed. */
const takenFromOutput = (commands: readonly Command[]): ReadonlySet<string> => {
  const namesIn = (pattern: RegExp): string[] =>
    commands.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name]) => name!));
  const set = new Set(namesIn(/(?:^|\s)([A-Z][A-Z0-9_]*)=/g));
  return new Set(namesIn(/\$\{?([A-Z][A-Z0-9_]*)/g).filter((name) => !set.has(name)));
};

/** `project      1` and `report       0x..., pending`: what a command calls it, and the first word of it. */
const LABELLED = /^([a-z][a-z-]*) {2,}(\S+?),?(?: |$)/gm;

type Environment = Readonly<Record<string, string>>;

export type Following = {
  readonly cwd: string;
  readonly env: Environment;
  /** What the reader chooses in place of the values that the document shows. */
  readonly chosen: Environment;
  /** Called before each command with the variables so far: to fund an address, to let time pass. */
  readonly before?: (command: Command, variables: Environment) => Promise<void>;
  readonly timeoutMs: number;
};

/** What has been done: each command with what it printed, and the variables at the end. */
export type Followed = {
  readonly outputs: readonly { readonly command: Command; readonly output: string }[];
  readonly variables: Environment;
};

/** Servers answer what they were asked before they stop. */
const STOP_WITHIN_MS = 10_000;

/** A process of its own group, so that what it starts ends with it. */
const bash = (script: string, cwd: string, env: Environment): ChildProcess =>
  spawn("bash", ["-c", script], { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe", "pipe"] });

const end = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // It has ended by itself.
  }
};

/**
 * Follows commands one by one in bash, as a reader would: what one sets or prints is there for the next. Those in the
 * background are ready once they print a line, and are stopped in the end, whatever happens.
 * @throws Error with the command, its exit code and what it printed, at the first that fails
 */
export const follow = async (commands: readonly Command[], following: Following): Promise<Followed> => {
  const { cwd, chosen, before, timeoutMs } = following;
  const wanted = takenFromOutput(commands);
  const running: ChildProcess[] = [];
  const outputs: { command: Command; output: string }[] = [];
  let variables: Environment = { ...following.env, ...chosen };
  let folder = cwd;

  const learn = (output: string): void => {
    const found = [...output.matchAll(LABELLED)]
      .map(([, label, value]) => [label!.toUpperCase().replaceAll("-", "_"), value!] as const)
      .filter(([name]) => wanted.has(name));
    variables = { ...variables, ...Object.fromEntries(found), ...chosen };
  };

  const run = (command: Command): Promise<string> =>
    new Promise((resolve, reject) => {
      // Whatever is set is there for the next command, and what is not set is an error.
      const script = `set -aeu -o pipefail\n${command.text}\nset +u\nenv -0 >&3\n`;
      const child = bash(command.background ? `exec ${command.text}` : script, folder, variables);
      let output = "";
      const fail = (what: string): void => {
        clearTimeout(late);
        end(child, "SIGKILL");
        reject(new Error(`README line ${command.line}: ${command.text}\n${what}\n${output}`));
      };
      const late = setTimeout(() => fail(`not done within ${timeoutMs} ms`), timeoutMs);
      const environment = text(child.stdio[3] as NodeJS.ReadableStream);
      child.stderr!.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.stdout!.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (!command.background || !output.includes("\n")) return;
        clearTimeout(late);
        resolve(output);
      });
      child.once("error", (error) => fail(error.message));
      child.once("close", (code) => {
        if (code !== 0 || command.background) return fail(`ended with exit code ${code}`);
        clearTimeout(late);
        void environment.then((set) => {
          const pairs = set.split("\0").filter((pair) => pair.includes("="));
          const after = Object.fromEntries(
            pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
          );
          variables = { ...after, ...chosen };
          folder = after["PWD"] ?? folder;
          resolve(output);
        });
      });
      if (command.background) running.push(child);
    });

  try {
    for (const command of commands) {
      await before?.(command, variables);
      const output = await run(command);
      learn(output);
      outputs.push({ command, output });
    }
    return { outputs, variables };
  } finally {
    for (const child of running) end(child, "SIGTERM");
    await Promise.all(
      running
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map((child) => {
          setTimeout(() => end(child, "SIGKILL"), STOP_WITHIN_MS).unref();
          return new Promise((resolve) => child.once("close", resolve));
        }),
    );
  }
};
