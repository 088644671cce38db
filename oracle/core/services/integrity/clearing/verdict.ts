import type { Finding } from "../../common/outcome.ts";
import type { AreaSeen } from "../loss.ts";
import type { Cluster } from "../plot-clusters.ts";
import type { ClearingRules } from "./parameters.ts";

export type Verdict = Pick<Finding, "verdict" | "reason">;

/** Ground as it stands at the end of the watch. */
export type GroundWatched = AreaSeen & {
  /** Touching plots, confirmed; and confirmed or provisional. */
  readonly confirmed: readonly Cluster[];
  readonly pending: readonly Cluster[];
  readonly m2Of: (cluster: Cluster) => number;
  readonly hasLevelFallen: boolean;
};

/**
 * A *loss* is confirmed plots that touch, of a hectare or whatever the rules say. Short of that nothing is cleared only
 * where enough was seen, often enough: *not-enough-looks* is no all-clear, nor is a level that fell, nor what waits to be
 * confirmed.
 */
export const verdictOf = (ground: GroundWatched, { loss, observation }: ClearingRules): Verdict => {
  const isLarge = (cluster: Cluster): boolean => ground.m2Of(cluster) >= loss.leastM2;
  if (ground.confirmed.some(isLarge)) return { verdict: "loss", reason: "" };
  if (ground.observedM2 * 1000 < observation.leastShare * ground.claimedM2)
    return { verdict: "undetermined", reason: "not-enough-looks" };
  if (ground.hasLevelFallen) return { verdict: "undetermined", reason: "all-changed" };
  if (ground.pending.some(isLarge)) return { verdict: "undetermined", reason: "unconfirmed" };
  return { verdict: "all-clear", reason: "" };
};
