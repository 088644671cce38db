import { canopyShare, isRice } from "../../oracle/core/services/paddy/land-use.ts";
import type { LandUseRule } from "../../oracle/core/services/paddy/land-use.ts";
import type { LabelledPoint } from "./points.ts";

export type Confusion = {
  readonly riceAsRice: number;
  readonly riceAsOther: number;
  readonly otherAsOther: number;
  readonly otherAsRice: number;
};

export type Separation = {
  readonly points: number;
  readonly blocks: number;
  readonly balancedAccuracy: number;
  readonly confusion: Confusion;
};

/** Mean of the two recalls, 0 to 1. */
export const balancedAccuracy = ({ riceAsRice, riceAsOther, otherAsOther, otherAsRice }: Confusion): number =>
  (riceAsRice / (riceAsRice + riceAsOther) + otherAsOther / (otherAsOther + otherAsRice)) / 2;

/** How the rule tells labelled points apart over the whole year. Nothing is set here: labels only judge. */
export const separate = (points: readonly LabelledPoint[], canopyVhDb: number, rule: LandUseRule): Separation => {
  const confusion = { riceAsRice: 0, riceAsOther: 0, otherAsOther: 0, otherAsRice: 0 };
  for (const { rice, looks } of points) {
    const seen = isRice(canopyShare(looks, canopyVhDb), rule);
    confusion[rice ? (seen ? "riceAsRice" : "riceAsOther") : seen ? "otherAsRice" : "otherAsOther"] += 1;
  }
  const blocks = new Set(points.map(({ block }) => block)).size;
  return { points: points.length, blocks, balancedAccuracy: balancedAccuracy(confusion), confusion };
};
