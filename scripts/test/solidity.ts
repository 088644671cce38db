/** `node scripts/test/solidity.ts [test profile]`: Hardhat's Solidity tests, and what became of them. */
import hre from "hardhat";

import { leaveOutcome } from "./outcome.ts";

/** Of what the task answers, the part that is counted; its own summary is empty unless another task asked for it. */
type Suites = {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string };
    readonly testResults: readonly {
      readonly name: string;
      readonly status: "Success" | "Failure" | "Skipped";
      readonly reason?: string;
    }[];
  }[];
};
type Answer = { readonly success: true; readonly value: Suites } | { readonly success: false; readonly error: Suites };

const [testProfile = "default"] = process.argv.slice(2);
const answer = (await hre.tasks.getTask(["test", "solidity"]).run({ testProfile })) as Answer;
const { suiteResults } = answer.success ? answer.value : answer.error;
const tests = suiteResults.flatMap(({ id, testResults }) =>
  // Read one by one: on these native objects they are getters, which no spread copies.
  testResults.map(({ name, status, reason = "no reason was given" }) => ({ suite: id.name, name, status, reason })),
);
leaveOutcome({
  passed: tests.filter(({ status }) => status === "Success").length,
  failed: tests.filter(({ status }) => status === "Failure").map(({ suite, name }) => `${suite} ${name}`),
  skipped: tests
    .filter(({ status }) => status === "Skipped")
    .map(({ suite, name, reason }) => ({ suite, test: name, reason })),
});
process.exitCode = answer.success ? 0 : 1;
