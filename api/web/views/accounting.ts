import type { Report } from "../../resources/reports.ts";

/** A report's amounts as an account that adds up to its net, in kg. */
export type Account = {
  readonly measured: bigint;
  readonly baseline: bigint;
  readonly leakage: bigint;
  /** Best estimate: measured - baseline - leakage. */
  readonly gross: bigint;
  readonly halfWidth: bigint;
  readonly deduction: bigint;
  /**
   * What else stands between gross - deduction and net: below nought for losses and debts that earlier periods left, above
   * it where a period that earned less than nothing is counted as nought.
   */
  readonly rest: bigint;
  readonly net: bigint;
};

export const accountOf = (report: Report): Account => {
  const [measured, baseline, leakage, halfWidth, deduction, net] = [
    report.measuredKg,
    report.baselineKg,
    report.leakageKg,
    report.halfWidthKg,
    report.deductionKg,
    report.netKg,
  ].map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const gross = measured - baseline - leakage;
  return { measured, baseline, leakage, gross, halfWidth, deduction, rest: net - (gross - deduction), net };
};
