/** `npm run deep`: suites of `npm test` with many more runs. The duration of the Solidity tests was not measured. */
import { runParts, solidityPart, typescriptPart } from "./test/run-parts.ts";

process.env["SIXFOLD_DEEP"] = "1";
process.exitCode = await runParts([
  [solidityPart("Solidity tests, deep", "deep")],
  [
    typescriptPart("Registry", "Two hundred lives of the registry beside its model", [
      "test/contracts/lock-step.test.ts",
    ]),
  ],
  [
    typescriptPart("TypeScript", "Ground mask, ten million pixels", [
      "test/oracle/core/ground/ground-mask-exact.test.ts",
    ]),
  ],
  [
    typescriptPart("Forest", "A thousand SIMULATED forests beside their truth", [
      "test/scripts/simulate/forest.test.ts",
    ]),
  ],
  [
    typescriptPart("API", "Ten thousand reorganisations; a thousand clients", [
      "test/api/indexer/deep-reorganisations.test.ts",
      "test/api/http/events.test.ts",
    ]),
  ],
  [typescriptPart("Evidence", "Evidence of 4 GiB, all processes within 512 MiB", ["test/e2e/evidence-memory.test.ts"])],
]);
