import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runStep } from "../run.ts";
import { OUTCOME_FILE } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { summarise } from "./summarise.ts";

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
export const typescriptPart = (title: string, files: readonly string[]): Part => ({
  name: "TypeScript",
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

const runPart = ({ name, title, command, args }: Part, file: string): Outcome => {
  const exitCode = runStep(title, command, args, { [OUTCOME_FILE]: file });
  const left = existsSync(file);
  const outcome = left ? (JSON.parse(readFileSync(file, "utf8")) as Outcome) : NONE;
  const complaint = complaintOf(outcome, exitCode, left);
  return complaint === undefined ? outcome : { ...outcome, failed: [...outcome.failed, `${name} ${complaint}`] };
};

/**
 * Runs every part to its end, whatever becomes of the others, then prints what became of all tests.
 * @returns the exit code: 0 if nothing failed
 */
export const runParts = (parts: readonly Part[]): number => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-outcomes-"));
  try {
    const outcomes = parts.map((part, index) => ({
      name: part.name,
      outcome: runPart(part, join(folder, `${index}.json`)),
    }));
    for (const line of summarise(outcomes)) console.log(line);
    return outcomes.every(({ outcome }) => outcome.failed.length === 0) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
