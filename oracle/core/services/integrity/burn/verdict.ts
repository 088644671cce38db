import type { BurnRules } from "./terms.ts";
import { totalOf } from "./severity.ts";
import type { GroundSeen } from "./severity.ts";

export type Verdict =
  | { readonly verdict: "loss" | "all-clear"; readonly reason: "" }
  | {
      readonly verdict: "undetermined";
      readonly reason: "not-observed" | "green-up" | "not-green" | "dates-not-comparable" | "darkened";
    };

/**
 * What can be said of the ground.
 *
 * A *loss* needs ground that burned beyond doubt, by more than the ground that greened: change that goes both ways is no
 * fire's, which only ever raises dNBR. Where so much greened, or the whole so far, that a fire may lie under it, nothing is said: *green-up*.
 * What darkens otherwise, as drought and harvest do, is called a loss as well: this pair can not tell, a dispute can.
 * An *all-clear* asks for positive evidence: enough was seen, green before and still green, in one season, and no more of
 * it darkened than noise explains.
 */
export const verdictOf = (seen: GroundSeen, isOneSeason: boolean, rules: BurnRules): Verdict => {
  const { claimedM2, observedM2, greenM2, regrownM2, median } = seen;
  const exceeds = (m2: number, share: number): boolean => m2 * 1000 >= share * observedM2;
  const undetermined = (reason: Extract<Verdict, { verdict: "undetermined" }>["reason"]): Verdict => ({
    verdict: "undetermined",
    reason,
  });
  const netM2 = totalOf(seen.certainly) - regrownM2;
  if (netM2 >= rules.loss.leastM2 && exceeds(netM2, rules.loss.leastShare)) return { verdict: "loss", reason: "" };
  if (observedM2 * 1000 < rules.observation.leastShare * claimedM2) return undetermined("not-observed");
  const { mostChangedShare, mostShift, leastGreenShare } = rules.allClear;
  if (median < -mostShift || (regrownM2 > 0 && exceeds(regrownM2, mostChangedShare))) return undetermined("green-up");
  if (!exceeds(greenM2, leastGreenShare)) return undetermined("not-green");
  if (!isOneSeason) return undetermined("dates-not-comparable");
  const darkenedM2 = totalOf(seen.burned);
  if (median > mostShift || (darkenedM2 > 0 && exceeds(darkenedM2, mostChangedShare))) return undetermined("darkened");
  return { verdict: "all-clear", reason: "" };
};
