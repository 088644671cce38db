/** `npm run check`: everything that can be said of the code without running it. */
import { recordBuild } from "./build/ensure-built.ts";
import { root, run } from "./run.ts";

// Apart: built with their tests, contracts would be taken for what tests only lead to (scripts/build/tests-alone.ts).
run("build contracts", "hardhat", ["build", "--no-tests"]);
run("build their tests", "hardhat", ["build", "--no-contracts"]);
recordBuild(root);
run("generated files are fresh", process.execPath, ["scripts/abi.ts", "--check"]);
run("sizes and storage of contracts are as committed", process.execPath, ["scripts/layout.ts", "--check"]);
run("compiled kernels are fresh", process.execPath, ["scripts/wasm.ts", "--check"]);
run("documents of formats are fresh", process.execPath, ["scripts/formats.ts", "--check"]);
run("types", "tsc", ["--noEmit", "-p", "."]);
run("lint TypeScript", "eslint", ["--max-warnings", "0", "."]);
run("lint Solidity", "solhint", ["--max-warnings", "0", "contracts/**/*.sol"]);
run("format", "prettier", ["--check", "--log-level", "warn", "."]);
