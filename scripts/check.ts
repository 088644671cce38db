/** `npm run check`: everything that can be said of the code without running it, the compiler beside all else. */
import { recordBuild } from "./build/ensure-built.ts";
import { root, runBeside } from "./run.ts";
import { inTurn } from "./test/in-turn.ts";

type Step = readonly [title: string, command: string, args: readonly string[]];

// Apart: built with their tests, contracts would be taken for what tests only lead to (scripts/build/tests-alone.ts).
const COMPILED: readonly Step[] = [
  ["build contracts", "hardhat", ["build", "--no-tests"]],
  ["build their tests", "hardhat", ["build", "--no-contracts"]],
  ["generated files are fresh", process.execPath, ["scripts/abi.ts", "--check"]],
  ["sizes and storage of contracts are as committed", process.execPath, ["scripts/layout.ts", "--check"]],
];
const READ: readonly Step[] = [
  ["compiled kernels are fresh", process.execPath, ["scripts/wasm.ts", "--check"]],
  ["documents of formats are fresh", process.execPath, ["scripts/formats.ts", "--check"]],
  ["types", "tsc", ["--noEmit", "-p", "."]],
  ["lint TypeScript", "eslint", ["--max-warnings", "0", "."]],
  ["lint Solidity", "solhint", ["--max-warnings", "0", "contracts/**/*.sol"]],
  ["format", "prettier", ["--check", "--log-level", "warn", "."]],
];

/** Runs steps one after the other, up to the first that fails. */
const runSteps = async (steps: readonly Step[], say: (text: string) => void): Promise<boolean> => {
  for (const [title, command, args] of steps) if ((await runBeside(title, command, args, {}, say)) !== 0) return false;
  return true;
};

const lanes = [COMPILED, READ];
const speakers = inTurn(lanes.length, (text) => process.stdout.write(text));
const passed = await Promise.all(
  lanes.map(async (steps, index) => {
    const { say, end } = speakers[index]!;
    const isPassed = await runSteps(steps, say);
    end();
    return isPassed;
  }),
);
if (passed[0] === true) recordBuild(root);
if (passed.includes(false)) process.exit(1);
