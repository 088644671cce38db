import { SixfoldError } from "../errors.ts";
import { exp, ln } from "../math.ts";

/** ln(2 pi) / 2. */
const HALF_LN_TWO_PI = 0.9189385332046728;

/* B(2n) / (2n (2n - 1)), n = 1 to 7: the coefficients of Stirling's series (DLMF 5.11.1), lowest order first. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** From here on seven terms of Stirling's series leave less than 1e-16. */
const STIRLING_FROM = 15;

/** ln Gamma(x), x > 0: Stirling's series (DLMF 5.11.1), reached from below by Gamma(x + 1) = x Gamma(x). */
const lnGamma = (x: number): number => {
  let product = 1;
  let shifted = x;
  for (; shifted < STIRLING_FROM; shifted += 1) product *= shifted;
  const square = 1 / (shifted * shifted);
  const series = STIRLING.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / shifted;
  return (shifted - 0.5) * ln(shifted) - shifted + HALF_LN_TWO_PI + series - ln(product);
};

/** Stands for a denominator of nought in Lentz's algorithm. */
const TINY = 1e-300;
const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/** Convergents that are enough for any a and b here: the fraction converges in O(sqrt(max(a, b))) of them. */
const MOST_CONVERGENTS = 100_000;

/** The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's algorithm as Thompson and Barnett
 * 1986 modified it; quick where x < (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_CONVERGENTS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
};

/** The regularised incomplete beta function I_x(a, b) (DLMF 8.17.2), 0 < x < 1; `y` is 1 - x without its rounding. */
const incompleteBeta = (x: number, y: number, a: number, b: number): number => {
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(y));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(y, b, a)) / b;
};

const requireFreedom = (degreesOfFreedom: number): void => {
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Infinity)) {
    throw new SixfoldError({
      code: "UNCERTAINTY_FREEDOM",
      failure: "check",
      field: "degreesOfFreedom",
      value: String(degreesOfFreedom),
      rule: "degrees of freedom are a finite number above zero",
    });
  }
};

/**
 * Student's distribution function for any degrees of freedom above 0, whole or not, to about 1e-13 (1e-11 beyond thousands of them):
 * 1 - I_x(dof / 2, 1 / 2) / 2 with x = dof / (dof + t^2), t >= 0 (DLMF 8.17.2; Abramowitz and Stegun 26.7.1).
 *
 * @throws SixfoldError UNCERTAINTY_FREEDOM
 */
export const studentCdf = (t: number, degreesOfFreedom: number): number => {
  requireFreedom(degreesOfFreedom);
  if (t === 0) return 0.5;
  const whole = degreesOfFreedom + t * t;
  const tail = incompleteBeta(degreesOfFreedom / whole, (t * t) / whole, degreesOfFreedom / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
};

/**
 * The quantile of Student's distribution, found by halving an interval until no double lies inside it.
 *
 * @param probability at least 0.5 and below 1: the upper half, the other is its mirror image.
 * @throws SixfoldError UNCERTAINTY_FREEDOM, UNCERTAINTY_PROBABILITY
 */
export const studentQuantile = (probability: number, degreesOfFreedom: number): number => {
  requireFreedom(degreesOfFreedom);
  if (!(probability >= 0.5 && probability < 1)) {
    throw new SixfoldError({
      code: "UNCERTAINTY_PROBABILITY",
      failure: "check",
      field: "probability",
      value: probability,
      rule: "a probability of at least 0.5 and below 1",
    });
  }
  let low = 0;
  let high = 1;
  while (studentCdf(high, degreesOfFreedom) < probability) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (studentCdf(middle, degreesOfFreedom) < probability) low = middle;
    else high = middle;
  }
};
