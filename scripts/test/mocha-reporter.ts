import Mocha from "mocha";

import { leaveOutcome } from "./outcome.ts";
import type { Skip } from "./outcome.ts";
import { skipReasonOf } from "./skip-reason.ts";

/** Mocha's own report, and at its end what became of the tests, for `scripts/test/run-parts.ts` to sum up. */
class OutcomeReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    let passed = 0;
    const failed: string[] = [];
    const skipped: Skip[] = [];
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, () => (passed += 1));
    runner.on(EVENT_TEST_FAIL, (test) => failed.push(test.fullTitle()));
    runner.on(EVENT_TEST_PENDING, (test) =>
      skipped.push({ suite: test.parent?.fullTitle() ?? "", test: test.title, reason: skipReasonOf(test) }),
    );
    runner.once(EVENT_RUN_END, () => leaveOutcome({ passed, failed, skipped }));
  }
}

// Mocha loads a reporter with `require`, which gives it what an ES module exports under this name.
export { OutcomeReporter as "module.exports" };
