/** One thing compared. `warning` marks what is worth knowing and does not decide the outcome. */
export type ReplayCheck = {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
  readonly warning?: true;
};

export const compare = (name: string, expected: string, actual: string): ReplayCheck => ({
  name,
  ok: expected === actual,
  expected,
  actual,
});

/** Whether every check that decides holds. */
export const allHold = (checks: readonly ReplayCheck[]): boolean =>
  checks.every(({ ok, warning }) => ok || warning === true);
