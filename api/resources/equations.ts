import type { DEDUCTION_FORMS } from "./words.ts";

type Equation = { readonly of: string; readonly equation: string; readonly source: string };

const deduction = (equation: string, source: string): Equation => ({
  of: "deduction",
  equation: `deduction = min(gross, ${equation}), rounded up to a kilogram`,
  source,
});

/**
 * What the contracts make of a report (VerificationOracle, DeductionLib), in their own constants. h is the half-width of
 * the two-sided 90 % interval, z the methodology's quantile.
 */
export const EQUATIONS: {
  readonly common: readonly Equation[];
  readonly deduction: Readonly<Record<(typeof DEDUCTION_FORMS)[number], Equation>>;
} = {
  common: [
    { of: "gross", equation: "gross = measured - baseline - leakage", source: "VerificationOracle" },
    {
      of: "net",
      equation: "net = max(0, gross - deduction + what earlier periods carry over)",
      source: "VerificationOracle; laws L5 and L15",
    },
  ],
  deduction: {
    trees: deduction("h x z / 1.645006", "ART TREES 2.0, equation 11; its printed quantile"),
    "vcs-quantile": deduction(
      "0 where h <= 10 % of gross, else h x z / 1.644854",
      "VCS Methodology Requirements; unverified: the text was not re-read",
    ),
    "vcs-excess": deduction(
      "max(0, h x 1.959964 / 1.644854 - 15 % of gross)",
      "VM0007 and VMD0017; unverified: the text was not re-read",
    ),
    "cdm-bands": deduction(
      "h x 0, 25, 50 or 75 % where h is at most 10, 15, 20 or 30 % of gross, else h",
      "CDM AR-TOOL14; unverified: the table was not re-read",
    ),
  },
};
