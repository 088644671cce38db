/**
 * `npm test`: checks, Solidity tests with fuzz and invariants, then every TypeScript test, gas snapshots among them. Those
 * that run commands mostly wait for processes of their own, so the others run beside them.
 */
import { globSync } from "node:fs";

import { root } from "./run.ts";
import { runParts, solidityPart, typescriptPart } from "./test/run-parts.ts";

const files = globSync("test/**/*.test.ts", { cwd: root }).toSorted();
const runsCommands = (file: string): boolean => /^test\/(e2e|oracle\/cli)\//.test(file);

await import("./check.ts");
process.exitCode = await runParts([
  [solidityPart("Solidity tests", "default")],
  [
    typescriptPart("Commands", "Tests by commands, end to end", files.filter(runsCommands)),
    typescriptPart(
      "TypeScript",
      "TypeScript tests",
      files.filter((file) => !runsCommands(file)),
    ),
  ],
]);
