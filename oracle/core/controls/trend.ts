import { contrastOf, halfWidthOf, requireFreedom } from "./contrast.ts";
import type { Contrast } from "./contrast.ts";
import type { Features } from "./features.ts";
import { mean } from "./history.ts";
import type { Matched } from "./match.ts";
import { refuse } from "./refuse.ts";
import type { ControlRules } from "./rules.ts";
import { samplesOf } from "./samples.ts";
import type { Study } from "./units.ts";

/** How far the sides would drift apart by the period if each went on as before. */
export type Trend = {
  /** Of the slopes, carried from the middle of the looks to the middle of the period: in the unit of the values. */
  readonly drift: Contrast;
  /** Half-widths of its two-sided intervals of 90 % and 95 %. */
  readonly halfWidth90: number;
  readonly halfWidth95: number;
  /** Greatest drift either way that its 90 % interval may reach to, in the unit of the values. */
  readonly limit: number;
};

/** @throws SixfoldError CONTROL_ONE_CLUSTER, CONTROL_FEW_CLUSTERS */
export const trendOf = (
  study: Study,
  { project, candidates, levelDeviation }: Features,
  matched: readonly Matched[],
  { maxDrift, minDegreesOfFreedom }: Pick<ControlRules, "maxDrift" | "minDegreesOfFreedom">,
): Trend => {
  const days = (study.period.start + study.period.end) / 2 - mean(study.days);
  const samples = samplesOf(
    study,
    matched,
    (row) => (project.history.slopes[row] as number) * days,
    (row) => (candidates.history.slopes[row] as number) * days,
  );
  const drift = contrastOf(samples.project, samples.controls);
  requireFreedom(drift, minDegreesOfFreedom);
  return {
    drift,
    halfWidth90: halfWidthOf(drift, 0.9),
    halfWidth95: halfWidthOf(drift, 0.95),
    limit: maxDrift * levelDeviation,
  };
};

/**
 * Two rules, since each alone lets something through. That a drift is not significant says little where the error is
 * wide, so that it must be *shown* to be small: two one-sided tests at 5 % (Hartman and Hidalgo 2018; Dette and Schumann
 * 2024, Journal of Business and Economic Statistics 42(4), for trends before a treatment). And one that is small but
 * certain would be paid for, so that it must not be significant at 5 %.
 *
 * @throws SixfoldError CONTROL_TRENDING
 */
export const requireParallel = ({ drift, halfWidth90, halfWidth95, limit }: Trend): void => {
  const { difference } = drift;
  if (Math.abs(difference) > halfWidth95) {
    const rule = "the 95 % interval of the drift between project and controls holds zero";
    refuse("CONTROL_TRENDING", "trend/drift", { difference, halfWidth95 }, rule);
  }
  if (!(Math.abs(difference) + halfWidth90 <= limit)) {
    const rule = `the 90 % interval of the drift between project and controls stays within ${limit} either way`;
    refuse("CONTROL_TRENDING", "trend/drift", { difference, halfWidth90 }, rule);
  }
};
