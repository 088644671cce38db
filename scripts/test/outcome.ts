import { writeFileSync } from "node:fs";

/** A test that did not run, and why. */
export type Skip = { readonly suite: string; readonly test: string; readonly reason: string };

/** What became of one runner's tests. */
export type Outcome = {
  readonly passed: number;
  /** Full titles of tests and hooks. */
  readonly failed: readonly string[];
  readonly skipped: readonly Skip[];
};

/** Names the file that a runner leaves its outcome in. */
export const OUTCOME_FILE = "SIXFOLD_TEST_OUTCOME";

/** Leaves an outcome for whoever asked for it, if anyone did. */
export const leaveOutcome = (outcome: Outcome): void => {
  const path = process.env[OUTCOME_FILE];
  if (path !== undefined) writeFileSync(path, JSON.stringify(outcome));
};
