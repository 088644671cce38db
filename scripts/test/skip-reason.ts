import type { Runnable, Suite } from "mocha";

/** Kept on Mocha's own objects: a reporter and the tests it reports may each have loaded this module for themselves. */
type Skippable = (Runnable | Suite) & { skipReason?: string };

/** Says why a test, or every test of a suite, is about to be skipped. */
export const noteSkip = (skipped: Skippable, reason: string): void => {
  skipped.skipReason = reason;
};

/** Why a test was skipped: what was said of it, or of the nearest suite that it stands in. */
export const skipReasonOf = (skipped: Skippable): string =>
  skipped.skipReason ?? (skipped.parent === undefined ? "no reason was given" : skipReasonOf(skipped.parent));
