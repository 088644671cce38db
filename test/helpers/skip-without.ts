import type { Context, Hook, Test } from "mocha";

import { noteSkip } from "../../scripts/test/skip-reason.ts";

/** What a test needs that not every machine has. */
export type Requirement = {
  readonly name: string;
  readonly isMet: () => boolean;
  /** How to get it, as a sentence for whoever wants the test to run. */
  readonly hint: string;
};

/**
 * Skips the test, or in a hook the whole suite, where a requirement is not met, and says so in the summary of
 * `npm test`. The only way in which a test may be skipped.
 */
export const skipWithout = (context: Context, { name, isMet, hint }: Requirement): void => {
  if (isMet()) return;
  const test = context.test as Hook | Test;
  // A test that skips speaks for itself, a hook for all that stand beside it.
  const skipped = test.type === "hook" ? test.parent! : test;
  noteSkip(skipped, `${name} is not there. ${hint}`);
  context.skip();
};
