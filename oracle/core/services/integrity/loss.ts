import type { Finding } from "../common/outcome.ts";
import { wholeDown, wholeUp } from "../common/whole.ts";

/** Square metres. */
export type AreaSeen = {
  readonly claimedM2: number;
  readonly observedM2: number;
  /** Lost beyond doubt. */
  readonly lostM2: number;
  /** Lost or perhaps lost, of what was observed. */
  readonly doubtfulM2: number;
};

export type LossTerms = {
  readonly stockKgPerHa: { readonly lower: number; readonly upper: number };
  /** Share of the stock that is gone where ground is lost, thousandths. */
  readonly lostShare: { readonly lower: number; readonly upper: number };
};

type Bounds = Pick<Finding, "claimedM2" | "observedM2" | "lowerM2" | "upperM2" | "lowerKg" | "upperKg">;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const divideUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** Thousandths of a square metre's stock in a kilogram per hectare. */
const SHARE_HECTARES = 10_000_000n;

/**
 * Bounds of what was lost, or could have been: area times stock times the share of it that is gone, each at its upper
 * bound for the upper one and at its lower bound for the lower one (L15). Ground that was not observed may be lost;
 * where nothing can be said of any of it, all may be.
 */
export const boundsOf = (
  { claimedM2, observedM2, lostM2, doubtfulM2 }: AreaSeen,
  verdict: Finding["verdict"],
  { stockKgPerHa, lostShare }: LossTerms,
): Bounds => {
  const claimed = wholeDown(claimedM2);
  const observed = least(wholeDown(observedM2), claimed);
  const lower = verdict === "loss" ? least(wholeDown(lostM2), observed) : 0n;
  const upper = verdict === "undetermined" ? claimed : least(wholeUp(doubtfulM2) + claimed - observed, claimed);
  return {
    claimedM2: claimed,
    observedM2: observed,
    lowerM2: lower,
    upperM2: upper,
    lowerKg: (lower * BigInt(lostShare.lower) * BigInt(stockKgPerHa.lower)) / SHARE_HECTARES,
    upperKg: divideUp(upper * BigInt(lostShare.upper) * BigInt(stockKgPerHa.upper), SHARE_HECTARES),
  };
};
