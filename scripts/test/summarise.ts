import { groupBy } from "../group-by.ts";
import type { Outcome, Skip } from "./outcome.ts";

/** What became of the tests of a part, by its name. */
export type Named = { readonly name: string; readonly outcome: Outcome };

const counted = (passed: number, failed: number, skipped: number): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const suiteLine = (suite: string, skips: readonly Skip[]): string =>
  skips.length === 1 ? `  ${suite}: ${skips[0]!.test}` : `  ${suite}: ${skips.length} tests`;

const skippedLines = (skips: readonly Skip[]): readonly string[] =>
  [...groupBy(skips, ({ reason }) => reason)].flatMap(([reason, because]) => [
    `skipped: ${reason}`,
    ...[...groupBy(because, ({ suite }) => suite)].map(([suite, inSuite]) => suiteLine(suite, inSuite)),
  ]);

/**
 * What became of all tests: why which were skipped, which failed, the counts of each part on one line, and on the last
 * the counts of all.
 */
export const summarise = (parts: readonly Named[]): readonly string[] => {
  const outcomes = parts.map(({ outcome }) => outcome);
  return [
    "\n== Summary",
    ...skippedLines(outcomes.flatMap(({ skipped }) => skipped)),
    ...outcomes.flatMap(({ failed }) => failed).map((title) => `failed: ${title}`),
    parts
      .map(
        ({ name, outcome: { passed, failed, skipped } }) => `${name} ${counted(passed, failed.length, skipped.length)}`,
      )
      .join("; "),
    counted(
      sum(outcomes.map(({ passed }) => passed)),
      sum(outcomes.map(({ failed }) => failed.length)),
      sum(outcomes.map(({ skipped }) => skipped.length)),
    ),
  ];
};
