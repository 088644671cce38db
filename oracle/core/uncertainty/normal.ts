import { SixfoldError } from "../errors.ts";
import { exp, ln } from "../math.ts";

/** 1 / sqrt(2 pi). */
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/**
 * The standard normal distribution function, by the series of Marsaglia 2004, "Evaluating the normal distribution",
 * Journal of Statistical Software 11(4): 1/2 + pdf(x) * (x + x^3/3 + x^5/(3*5) + ...). Absolute error below 1e-15;
 * 0 or 1 beyond eight standard deviations.
 */
export const normalCdf = (x: number): number => {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let term = x;
  let sum = x;
  for (let odd = 3; ; odd += 2) {
    term *= (x * x) / odd;
    const next = sum + term;
    if (next === sum) return 0.5 + sum * exp(-0.5 * x * x) * INVERSE_ROOT_TWO_PI;
    sum = next;
  }
};

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/* Wichura 1988, Algorithm AS 241, routine PPND16, Applied Statistics 37(3): lowest order first. */
const CENTRE_TOP = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BOTTOM = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const SIDE_TOP = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const SIDE_BOTTOM = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const TAIL_TOP = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const TAIL_BOTTOM = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/**
 * The standard normal quantile of a probability strictly between 0 and 1, to about 1e-16 relative (AS 241).
 *
 * @throws SixfoldError UNCERTAINTY_PROBABILITY
 */
export const normalQuantile = (probability: number): number => {
  if (!(probability > 0 && probability < 1)) {
    throw new SixfoldError({
      code: "UNCERTAINTY_PROBABILITY",
      failure: "check",
      field: "probability",
      value: probability,
      rule: "a probability strictly between 0 and 1",
    });
  }
  const fromHalf = probability - 0.5;
  if (Math.abs(fromHalf) <= 0.425) {
    const r = 0.180625 - fromHalf * fromHalf;
    return (fromHalf * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-ln(Math.min(probability, 1 - probability)));
  const distance =
    r <= 5
      ? polynomial(SIDE_TOP, r - 1.6) / polynomial(SIDE_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return fromHalf < 0 ? -distance : distance;
};
