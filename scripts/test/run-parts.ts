import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runBeside } from "../run.ts";
import { inTurn } from "./in-turn.ts";
import type { Speaker } from "./in-turn.ts";
import { OUTCOME_FILE } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { summarise } from "./summarise.ts";
import type { Named } from "./summarise.ts";

/** One runner over its tests: a command that leaves its outcome where it is told to. */
export type Part = {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
};

/** The Solidity tests, under a profile of `hardhat.config.ts`. */
export const solidityPart = (title: string, profile: "default" | "deep"): Part => ({
  name: "Solidity",
  title,
  command: process.execPath,
  args: ["scripts/test/solidity.ts", profile],
});

/** TypeScript tests by file, over contracts that are built already. */
export const typescriptPart = (name: string, title: string, files: readonly string[]): Part => ({
  name,
  title,
  command: "hardhat",
  args: ["test", "mocha", "--no-compile", ...files],
});

const NONE: Outcome = { passed: 0, failed: [], skipped: [] };

/** What makes an outcome untrue although no test of it failed. */
const complaintOf = ({ passed, failed, skipped }: Outcome, exitCode: number, left: boolean): string | undefined => {
  if (!left) return `ended with exit code ${exitCode} before it said what became of its tests`;
  if (exitCode !== 0 && failed.length === 0) return `ended with exit code ${exitCode} although no test failed`;
  if (passed + failed.length + skipped.length === 0) return "ran no test";
  return undefined;
};

const runPart = async ({ name, title, command, args }: Part, file: string, say: Speaker["say"]): Promise<Outcome> => {
  const exitCode = await runBeside(title, command, args, { [OUTCOME_FILE]: file }, say);
  const left = existsSync(file);
  const outcome = left ? (JSON.parse(readFileSync(file, "utf8")) as Outcome) : NONE;
  const complaint = complaintOf(outcome, exitCode, left);
  return complaint === undefined ? outcome : { ...outcome, failed: [...outcome.failed, `${name} ${complaint}`] };
};

/** Runs parts side by side, each to its end, and prints what each said in their order. */
const runBesideEachOther = (parts: readonly Part[], folder: string): Promise<readonly Named[]> => {
  const speakers = inTurn(parts.length, (text) => process.stdout.write(text));
  return Promise.all(
    parts.map(async (part, index) => {
      const { say, end } = speakers[index]!;
      const outcome = await runPart(part, join(folder, `${part.name}.json`), say);
      end();
      return { name: part.name, outcome };
    }),
  );
};

/**
 * Runs every part to its end, whatever becomes of the others: groups one after the other, the parts of one side by side.
 * Then prints what became of all tests.
 * @param groups of parts whose names differ
 * @returns the exit code: 0 if nothing failed
 */
export const runParts = async (groups: readonly (readonly Part[])[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-outcomes-"));
  try {
    const outcomes: Named[] = [];
    for (const parts of groups) outcomes.push(...(await runBesideEachOther(parts, folder)));
    for (const line of summarise(outcomes)) console.log(line);
    return outcomes.every(({ outcome }) => outcome.failed.length === 0) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
