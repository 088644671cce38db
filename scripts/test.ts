/**
 * `npm test`: checks, Solidity tests with fuzz and invariants, then every TypeScript test, gas snapshots among them. The
 * end-to-end tests mostly wait for processes of their own, so the others run beside them.
 */
import { globSync } from "node:fs";

import { root } from "./run.ts";
import { runParts, solidityPart, typescriptPart } from "./test/run-parts.ts";

const files = globSync("test/**/*.test.ts", { cwd: root }).toSorted();
const isEndToEnd = (file: string): boolean => file.startsWith("test/e2e/");

await import("./check.ts");
process.exitCode = await runParts([
  [solidityPart("Solidity tests", "default")],
  [
    typescriptPart("End to end", "End-to-end tests", files.filter(isEndToEnd)),
    typescriptPart(
      "TypeScript",
      "TypeScript tests",
      files.filter((file) => !isEndToEnd(file)),
    ),
  ],
]);
