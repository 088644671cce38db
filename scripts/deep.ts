/** `npm run deep`: the fuzz and invariant suites with the `deep` profile of hardhat.config.ts. Its duration was not measured. */
import { run } from "./run.ts";

run("Solidity tests, deep", "hardhat", ["test", "solidity", "--test-profile", "deep"]);
