import { SixfoldError } from "../errors.ts";

/** A quantity and its relative uncertainty, in percent of its magnitude (half of the 95 % interval, IPCC's usage). */
export type Uncertain = { readonly value: number; readonly percent: number };

export type Combined = {
  readonly percent: number;
  /** Reasons why approach 1 should not be relied on here: IPCC 2006 volume 1, chapter 3, section 3.2.3.1. */
  readonly warnings: readonly string[];
};

/** Beyond this, error propagation to first order is not reliable: section 3.2.3.1 asks for approach 2. */
export const APPROACH_1_LIMIT_PERCENT = 30;

const requireTerms = (field: string, terms: readonly Uncertain[]): void => {
  const wrong = terms.find(({ value, percent }) => !Number.isFinite(value) || !(percent >= 0 && percent < Infinity));
  if (terms.length === 0 || wrong !== undefined) {
    throw new SixfoldError({
      code: "UNCERTAINTY_TERMS",
      failure: "check",
      field,
      value: wrong ?? terms,
      rule: "one or more finite values with finite uncertainties of 0 % or more",
    });
  }
};

const warned = (percent: number, terms: readonly Uncertain[]): Combined => ({
  percent,
  warnings: [
    ...(terms.some((term) => term.percent > APPROACH_1_LIMIT_PERCENT) || percent > APPROACH_1_LIMIT_PERCENT
      ? [`an uncertainty exceeds ${APPROACH_1_LIMIT_PERCENT} %: use Monte Carlo (approach 2)`]
      : []),
  ],
});

/**
 * Uncertainty of a product of uncorrelated factors: IPCC 2006 volume 1, chapter 3, equation 3.1 (equation not re-read;
 * check value 10, 20, 5 % -> 22.913 %).
 *
 * @throws SixfoldError UNCERTAINTY_TERMS
 */
export const productUncertainty = (factors: readonly Uncertain[]): Combined => {
  requireTerms("factors", factors);
  return warned(Math.sqrt(factors.reduce((sum, { percent }) => sum + percent * percent, 0)), factors);
};

const relativeToTotal = (absolutePercent: number, terms: readonly Uncertain[]): number => {
  const total = terms.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) {
    throw new SixfoldError({
      code: "UNCERTAINTY_ZERO_TOTAL",
      failure: "check",
      field: "terms",
      value: terms,
      rule: "a relative uncertainty needs a total other than zero",
    });
  }
  return absolutePercent / Math.abs(total);
};

/**
 * Uncertainty of a sum of uncorrelated terms: equation 3.2 of the same chapter (not re-read; check value
 * 100 +- 10 %, 50 +- 30 % -> 12.0185 %).
 *
 * @throws SixfoldError UNCERTAINTY_TERMS, UNCERTAINTY_ZERO_TOTAL
 */
export const sumUncertainty = (terms: readonly Uncertain[]): Combined => {
  requireTerms("terms", terms);
  const squares = terms.reduce((sum, { value, percent }) => sum + value * percent * (value * percent), 0);
  return warned(relativeToTotal(Math.sqrt(squares), terms), terms);
};

/**
 * Uncertainty of a sum whose terms share one error completely, such as one emission factor in baseline and project:
 * the signed absolute errors add, so the error of a difference cancels as far as the terms do.
 *
 * @throws SixfoldError UNCERTAINTY_TERMS, UNCERTAINTY_ZERO_TOTAL
 */
export const correlatedSumUncertainty = (terms: readonly Uncertain[]): Combined => {
  requireTerms("terms", terms);
  const absolute = terms.reduce((sum, { value, percent }) => sum + value * percent, 0);
  return warned(relativeToTotal(Math.abs(absolute), terms), terms);
};
