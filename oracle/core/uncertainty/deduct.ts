import { SixfoldError } from "../errors.ts";
import { normalCdf } from "./normal.ts";

/**
 * Which standard's deduction, which version of its text, and its quantile z in millionths. vcs-excess and cdm-bands
 * have no quantile of their own and do not read it.
 */
export type DeductionRule = {
  readonly standard: "trees" | "vcs-quantile" | "vcs-excess" | "cdm-bands";
  readonly version: string;
  readonly zPpm: bigint;
};

/** Credits take the lower bound, losses the upper (L15). */
export type DeductionSign = "credit" | "loss";

export type Deduction = {
  readonly deductionKg: bigint;
  readonly netKg: bigint;
  /** Probability, 0.5 to 1, that the truth is at least (credit) or at most (loss) the net, were the error normal. */
  readonly oneSidedConfidence: number;
};

/** The 95 % one-sided normal quantile as ART TREES 2.0, equation 11, prints it, in millionths. */
export const TREES_Z_90_PPM = 1_645_006n;
/** The 95 % one-sided normal quantile: 1.644854, half of a two-sided 90 % interval. */
export const Z_90_PPM = 1_644_854n;
/** The 97.5 % one-sided normal quantile: 1.959964, half of a two-sided 95 % interval. */
export const Z_95_PPM = 1_959_964n;

const MAX_UINT96 = 2n ** 96n - 1n;
const MAX_UINT32 = 2n ** 32n - 1n;

/**
 * The rules as methodologies use them, with the version of the text each is taken from.
 *
 * - trees: ART TREES 2.0, equations 10 and 11, read in a third party's quotation; z = 0.524417, 70 % one-sided.
 * - vcs-quantile: VCS Methodology Requirements, 66.67 % one-sided beyond a half-width of 10 % at 90 %; not re-read.
 * - vcs-excess: VM0007 / VMD0017, the part of the 95 % half-width beyond 15 %; not re-read. Its quantiles are fixed.
 * - cdm-bands: AR-TOOL14, shares of the half-width by band; the table could not be re-read.
 */
export const DEDUCTION_RULES = {
  trees: { standard: "trees", version: "2.0", zPpm: 524_417n },
  vcsQuantile: { standard: "vcs-quantile", version: "4", zPpm: 430_727n },
  vcsExcess: { standard: "vcs-excess", version: "VMD0017", zPpm: 0n },
  cdmBands: { standard: "cdm-bands", version: "AR-TOOL14", zPpm: 0n },
} as const satisfies Readonly<Record<string, DeductionRule>>;

const ceilDivide = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

const bandPercent = (grossKg: bigint, halfWidthKg: bigint): bigint => {
  if (halfWidthKg * 100n <= grossKg * 10n) return 0n;
  if (halfWidthKg * 100n <= grossKg * 15n) return 25n;
  if (halfWidthKg * 100n <= grossKg * 20n) return 50n;
  if (halfWidthKg * 100n <= grossKg * 30n) return 75n;
  return 100n;
};

const uncapped = (grossKg: bigint, halfWidthKg: bigint, { standard, zPpm }: DeductionRule): bigint => {
  switch (standard) {
    case "trees":
      return ceilDivide(halfWidthKg * zPpm, TREES_Z_90_PPM);
    case "vcs-quantile":
      return halfWidthKg * 10n <= grossKg ? 0n : ceilDivide(halfWidthKg * zPpm, Z_90_PPM);
    case "vcs-excess": {
      const excess = halfWidthKg * Z_95_PPM * 100n - grossKg * 15n * Z_90_PPM;
      return excess > 0n ? ceilDivide(excess, Z_90_PPM * 100n) : 0n;
    }
    case "cdm-bands":
      return ceilDivide(halfWidthKg * bandPercent(grossKg, halfWidthKg), 100n);
  }
};

const requireUint = (field: string, value: bigint, most: bigint): void => {
  if (value < 0n || value > most) {
    throw new SixfoldError({
      code: "UNCERTAINTY_OUT_OF_RANGE",
      failure: "check",
      field,
      value,
      rule: `an integer from 0 to ${most}`,
    });
  }
};

const confidenceOf = (deductionKg: bigint, halfWidthKg: bigint): number =>
  halfWidthKg === 0n ? 1 : normalCdf((Number(deductionKg) / Number(halfWidthKg)) * (Number(Z_90_PPM) / 1e6));

/**
 * The deduction for uncertainty, in whole kg rounded up, equal bit for bit to the contract's `DeductionLib`.
 * For credits it is capped at the gross amount and subtracted; for losses it is added and not capped.
 *
 * @param grossKg 0 to 2^96 - 1: sums over many reports. A negative gross earns nothing and does not reach here.
 * @param halfWidthKg half of the two-sided 90 % interval, 0 to 2^96 - 1.
 * @throws SixfoldError UNCERTAINTY_OUT_OF_RANGE
 */
export const deduct = ({
  grossKg,
  halfWidthKg,
  rule,
  sign,
}: {
  readonly grossKg: bigint;
  readonly halfWidthKg: bigint;
  readonly rule: DeductionRule;
  readonly sign: DeductionSign;
}): Deduction => {
  requireUint("grossKg", grossKg, MAX_UINT96);
  requireUint("halfWidthKg", halfWidthKg, MAX_UINT96);
  requireUint("rule.zPpm", rule.zPpm, MAX_UINT32);
  const fullKg = uncapped(grossKg, halfWidthKg, rule);
  const oneSidedConfidence = confidenceOf(fullKg, halfWidthKg);
  if (sign === "loss") return { deductionKg: fullKg, netKg: grossKg + fullKg, oneSidedConfidence };
  const deductionKg = fullKg < grossKg ? fullKg : grossKg;
  return { deductionKg, netKg: grossKg - deductionKg, oneSidedConfidence };
};
