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
  readonly bufferPpm: number;
};

/** How a measurement becomes credit, in kg. */
export type Net = {
  /** May be negative. */
  readonly grossKg: bigint;
  readonly rule: DeductionRule;
  readonly deductionKg: bigint;
  readonly netKg: bigint;
  readonly bufferKg: bigint;
};

const PPM = 1_000_000n;

/**
 * What the contract must have made of a measurement (L5): gross = measured - baseline - leakage, net = gross - deduction,
 * and the buffer's part of it, rounded up. Integer kg, the contract's arithmetic done a second time. A gross amount that
 * is not above zero has no deduction, and its net is zero.
 * @throws SixfoldError `VERIFY_DEDUCTION_FORM` for a form this code does not know.
 */
export const netOf = (
  {
    measuredKg,
    baselineKg,
    leakageKg,
    halfWidthKg,
  }: Pick<Report, "measuredKg" | "baselineKg" | "leakageKg" | "halfWidthKg">,
  { deductionForm, deductionZPpm, bufferPpm }: NetTerms,
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
  const grossKg = measuredKg - baselineKg - leakageKg;
  const rule = { ...form, zPpm: BigInt(deductionZPpm) };
  if (grossKg <= 0n) return { grossKg, rule, deductionKg: 0n, netKg: 0n, bufferKg: 0n };
  const { deductionKg, netKg } = deduct({ grossKg, halfWidthKg, rule, sign: "credit" });
  return { grossKg, rule, deductionKg, netKg, bufferKg: (netKg * BigInt(bufferPpm) + PPM - 1n) / PPM };
};
