/**
 * `npm test`: checks, then Solidity tests with fuzz and invariants, TypeScript tests that run commands, which mostly wait for
 * processes of their own, and all other TypeScript tests, gas snapshots among them, side by side.
 */
import { globSync } from "node:fs";

import { root } from "./run.ts";
import { runParts, solidityPart, typescriptPart } from "./test/run-parts.ts";

const files = globSync("test/**/*.test.ts", { cwd: root }).toSorted();
const runsCommands = (file: string): boolean => /^test\/(e2e|oracle\/cli)\//.test(file);

await import("./check.ts");
process.exitCode = await runParts([
  [
    solidityPart("Solidity tests", "default"),
    typescriptPart("Commands", "Tests by commands, end to end", files.filter(runsCommands)),
    typescriptPart(
      "TypeScript",
      "TypeScript tests",
      files.filter((file) => !runsCommands(file)),
    ),
  ],
]);
