/** `npm run deep`: suites of `npm test` with many more runs. The duration of the Solidity tests was not measured. */
import { run } from "./run.ts";

run("Solidity tests, deep", "hardhat", ["test", "solidity", "--test-profile", "deep"]);
process.env["SIXFOLD_DEEP"] = "1";
run("Ground mask, ten million pixels", "hardhat", [
  "test",
  "mocha",
  "--no-compile",
  "test/oracle/ground/ground-mask-exact.test.ts",
]);
