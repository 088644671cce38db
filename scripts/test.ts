/** `npm test`: checks, Solidity tests with fuzz and invariants, gas snapshots, then every TypeScript test. */
import { globSync } from "node:fs";

import { root } from "./run.ts";
import { runParts, solidityPart, typescriptPart } from "./test/run-parts.ts";

await import("./check.ts");
process.exitCode = runParts([
  solidityPart("Solidity tests", "default"),
  typescriptPart("TypeScript tests", globSync("test/**/*.test.ts", { cwd: root }).toSorted()),
]);
