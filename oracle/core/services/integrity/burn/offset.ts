import type { JsonValue } from "../../common/types.ts";
import type { BurnRules } from "./terms.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import { spreadOf } from "./spread.ts";

/** What unburned ground says of the thresholds. */
export type Offset = {
  /** dNBR from which the thresholds count, thousandths, never above 0. */
  readonly offset: number;
  /** How far the thresholds may lie off. */
  readonly band: number;
  /** The rule that the reference breaks; undefined where it is used. */
  readonly refusal: string | undefined;
  readonly diagnostics: JsonValue;
};

/**
 * The offset of dNBR, from reference ground outside the claim, and only where that ground is shown to be unburned: it was
 * green and still is, its dNBR is narrow, and its mean is not above 0. Fire only raises dNBR, so that a mean above 0 can not
 * be told from a light fire, and taking it off would hide one; ground round a fire burned as well. Where the reference is
 * refused, or there is none, nothing is taken off and the thresholds keep their whole band (L15).
 */
export const offsetOf = (reference: PixelsSeen | undefined, rules: BurnRules): Offset => {
  const { band } = rules.severity;
  const refused = (refusal: string, diagnostics: JsonValue): Offset => ({ offset: 0, band, refusal, diagnostics });
  if (reference === undefined) return refused("reference-not-given", null);
  const { leastPixels, leastGreenShare, lowestMean, mostSpread } = rules.reference;
  const { areas, observedPixels } = reference;
  if (observedPixels < leastPixels) return refused("reference-too-small", { observedPixels });
  const { mean, spread, greenShare } = spreadOf(areas);
  const diagnostics = {
    observedPixels,
    mean: Math.round(mean),
    spread: Math.ceil(spread),
    greenShare: Math.floor(greenShare * 1000),
  };
  if (greenShare * 1000 < leastGreenShare) return refused("reference-not-green", diagnostics);
  if (spread > mostSpread) return refused("reference-not-uniform", diagnostics);
  if (mean > 0) return refused("reference-may-have-burned", diagnostics);
  if (mean < lowestMean) return refused("reference-greened", diagnostics);
  return { offset: Math.round(mean), band: Math.min(band, Math.ceil(2 * spread)), refusal: undefined, diagnostics };
};
