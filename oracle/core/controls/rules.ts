/** By what rules controls are chosen and refused. Part of a methodology's parameters: not the developer's. */
export type ControlRules = {
  /** Controls that each project unit has, at least 1. A control serves one unit. */
  readonly controlsPerUnit: number;
  /** How far apart the levels of a unit and its control may be, in pooled standard deviations. */
  readonly caliper: number;
  /** Greatest standardised difference of means that is left after matching. */
  readonly maxDifference: number;
  /** Greatest ratio of the sides' variances after matching, either way. */
  readonly maxVarianceRatio: number;
  /** Greatest drift that the history leaves open, carried to the period, in pooled standard deviations of the level. */
  readonly maxDrift: number;
  /** Fewest degrees of freedom that each side's clusters leave: of equal clusters, one less than there are. */
  readonly minDegreesOfFreedom: number;
};

/**
 * Read in quotation or from memory, none in the original, unless it is said:
 *
 * - three controls a unit: a floor of ours. Beyond a few, more matches gain little precision and cost closeness (Stuart
 *   2010, "Matching methods for causal inference", Statistical Science 25(1), section 3.1).
 * - caliper 0.2: Cochran and Rubin 1973, "Controlling bias in observational studies", Sankhya A 35: a caliper of 0.2
 *   standard deviations takes away about 98 % of the bias of the variable that it is on; Austin 2011, Pharmaceutical
 *   Statistics 10, finds the same width best on the logit of the propensity score. Here it is on the level, the variable
 *   that foretells the outcome best. A propensity score is not used: with ten units and forty features it fits chance.
 * - difference 0.25 and variance ratio 2: Rubin 2001, Health Services and Outcomes Research Methodology 2; Stuart 2010,
 *   section 4.1. Below 0.1 a difference is called negligible (Austin 2009, Statistics in Medicine 28).
 * - drift 0.36: Hartman and Hidalgo 2018, "An equivalence approach to balance and placebo tests", American Journal of
 *   Political Science 62(4), after Wellek 2010.
 * - four degrees of freedom: Tipton 2015, "Small sample adjustments for robust variance estimation with
 *   meta-regression", Psychological Methods 20(3); the R package robumeta prints "If df < 4, do not trust the results"
 *   (read).
 */
export const REFERENCE_RULES: ControlRules = {
  controlsPerUnit: 3,
  caliper: 0.2,
  maxDifference: 0.25,
  maxVarianceRatio: 2,
  maxDrift: 0.36,
  minDegreesOfFreedom: 4,
};
