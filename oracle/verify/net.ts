import { SixfoldError } from "../core/errors.ts";
import { DEDUCTION_RULES, deduct } from "../core/uncertainty/deduct.ts";
import type { DeductionRule } from "../core/uncertainty/deduct.ts";
import type { Report } from "../core/statements/report.ts";

/** `DeductionForm` of contracts/types/Methodology.sol, by its number. */
const FORMS: readonly DeductionRule[] = [
  DEDUCTION_RULES.trees,
  DEDUCTION_RULES.vcsQuantile,
  DEDUCTION_RULES.vcsExcess,
  DEDUCTION_RULES.cdmBands,
];

/** What of a methodology turns a measurement into credit. */
export type NetTerms = {
  readonly deductionForm: number;
  readonly deductionZPpm: number;
  readonly maxHalfWidthPpm: number;
  readonly bufferPpm: number;
};

/** What all of a project's accepted reports say together, in kg (`Account` of contracts/types). */
export type Account = {
  /** May be negative. */
  readonly grossKg: bigint;
  readonly halfWidthKg: bigint;
  readonly creditedKg: bigint;
};

/** A project's account before its first report. */
export const EMPTY_ACCOUNT: Account = { grossKg: 0n, halfWidthKg: 0n, creditedKg: 0n };

/** How a report becomes credit, in kg. */
export type Net = {
  /** The account with it. */
  readonly account: Account;
  readonly rule: DeductionRule;
  /** What doubt takes of all that the account holds. */
  readonly deductionKg: bigint;
  /** What the account earns as one whole. */
  readonly earnedKg: bigint;
  readonly netKg: bigint;
  readonly bufferKg: bigint;
};

const PPM = 1_000_000n;

/** What an account earns as one whole, and what doubt takes of it. */
const earnedBy = (
  { grossKg, halfWidthKg }: Account,
  rule: DeductionRule,
  maxHalfWidthPpm: number,
): { readonly deductionKg: bigint; readonly earnedKg: bigint } => {
  if (grossKg <= 0n) return { deductionKg: 0n, earnedKg: 0n };
  if (halfWidthKg * PPM > grossKg * BigInt(maxHalfWidthPpm)) return { deductionKg: grossKg, earnedKg: 0n };
  const { deductionKg, netKg } = deduct({ grossKg, halfWidthKg, rule, sign: "credit" });
  return { deductionKg, earnedKg: netKg };
};

/**
 * What the contract must have made of a report (L5): the account grows by gross = measured - baseline - leakage - loss
 * and by the half-width; the report earns what the account then earns as one whole, less what was credited before, and
 * nothing where that is less. The buffer's part is rounded up. Integer kg, the contract's arithmetic done a second time.
 * @param before the project's account before the report.
 * @throws SixfoldError `VERIFY_DEDUCTION_FORM` for a form this code does not know.
 */
export const netOf = (
  before: Account,
  {
    measuredKg,
    baselineKg,
    leakageKg,
    lossKg,
    halfWidthKg,
  }: Pick<Report, "measuredKg" | "baselineKg" | "leakageKg" | "lossKg" | "halfWidthKg">,
  { deductionForm, deductionZPpm, maxHalfWidthPpm, bufferPpm }: NetTerms,
): Net => {
  const form = FORMS[deductionForm];
  if (form === undefined)
    throw new SixfoldError({
      code: "VERIFY_DEDUCTION_FORM",
      failure: "check",
      field: "deductionForm",
      value: deductionForm,
      rule: `one of the ${FORMS.length} published forms`,
    });
  const grown = {
    grossKg: before.grossKg + measuredKg - baselineKg - leakageKg - lossKg,
    halfWidthKg: before.halfWidthKg + halfWidthKg,
  };
  const rule = { ...form, zPpm: BigInt(deductionZPpm) };
  const { deductionKg, earnedKg } = earnedBy({ ...grown, creditedKg: 0n }, rule, maxHalfWidthPpm);
  const netKg = earnedKg > before.creditedKg ? earnedKg - before.creditedKg : 0n;
  const account = { ...grown, creditedKg: before.creditedKg + netKg };
  return { account, rule, deductionKg, earnedKg, netKg, bufferKg: (netKg * BigInt(bufferPpm) + PPM - 1n) / PPM };
};
