import { exp } from "../../../math.ts";
import type { ClearingRules, Distribution } from "./terms.ts";

type Updating = ClearingRules["updating"];

const density = (value: number, spread: number): number => exp((-0.5 * value * value) / (spread * spread)) / spread;

/**
 * Probability that a plot is cleared, of one value of one look: cleared / (cleared + forest), of two normal densities
 * (Reiche et al. 2015, Remote Sensing 7, section 2.1.4), held within `least` and `most`, so that no look decides alone.
 *
 * @param value how far the plot lies above its own history.
 */
export const clearedBy = (
  value: number,
  { forestSpread, drop, clearedSpread }: Distribution,
  { least, most }: Updating,
): number => {
  // Beyond the two means the nearer one decides: far out the wider of two normals would win on both sides.
  const held = Math.min(Math.max(value, -drop), 0);
  const cleared = density(held + drop, clearedSpread);
  return Math.min(Math.max(cleared / (cleared + density(held, forestSpread)), least), most);
};

/** Two independent probabilities as one: Bayes' rule with even odds before. */
export const combined = (a: number, b: number): number => (a * b) / (a * b + (1 - a) * (1 - b));
