/** `npm test`: checks, Solidity tests with fuzz and invariants, gas snapshots, then every TypeScript test. */
import { globSync } from "node:fs";

import { root, run } from "./run.ts";

await import("./check.ts");
run("Solidity tests", "hardhat", ["test", "solidity"]);
run("TypeScript tests", "hardhat", [
  "test",
  "mocha",
  "--no-compile",
  ...globSync("test/**/*.test.ts", { cwd: root }).toSorted(),
]);
