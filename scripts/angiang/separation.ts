import { isPaddy, paddySignature } from "../../oracle/core/services/paddy/signature.ts";
import type { SignatureRule } from "../../oracle/core/services/paddy/signature.ts";
import type { LabelledPoint } from "./points.ts";

export type Confusion = {
  readonly riceAsRice: number;
  readonly riceAsOther: number;
  readonly otherAsOther: number;
  readonly otherAsRice: number;
};

export type Separation = {
  readonly rule: SignatureRule;
  readonly setOn: {
    readonly points: number;
    readonly blocks: number;
    readonly balancedAccuracy: number;
    readonly confusion: Confusion;
  };
  readonly heldOut: {
    readonly points: number;
    readonly blocks: number;
    readonly balancedAccuracy: number;
    readonly confusion: Confusion;
  };
};

/** Candidate thresholds, coarse on purpose. */
const CANDIDATES: readonly SignatureRule[] = [-22, -21, -20, -19, -18].flatMap((floodVhDb) =>
  [-17, -16.5, -16, -15.5].flatMap((canopyVhDb) =>
    [36, 48, 60].flatMap((riseDays) =>
      [1, 2].flatMap((minRises) =>
        [3, 4, 5, 6, 7].map((minRangeDb) => ({ floodVhDb, canopyVhDb, riseDays, minRises, minRangeDb })),
      ),
    ),
  ),
);

const confusionOf = (points: readonly LabelledPoint[], rule: SignatureRule): Confusion => {
  const counts = { riceAsRice: 0, riceAsOther: 0, otherAsOther: 0, otherAsRice: 0 };
  for (const { rice, looks } of points) {
    const seen = isPaddy(paddySignature(looks, rule), rule);
    counts[rice ? (seen ? "riceAsRice" : "riceAsOther") : seen ? "otherAsRice" : "otherAsOther"] += 1;
  }
  return counts;
};

/** Mean of the two recalls, 0 to 1. */
export const balancedAccuracy = ({ riceAsRice, riceAsOther, otherAsOther, otherAsRice }: Confusion): number =>
  (riceAsRice / (riceAsRice + riceAsOther) + otherAsOther / (otherAsOther + otherAsRice)) / 2;

const judge = (points: readonly LabelledPoint[], rule: SignatureRule): Separation["heldOut"] => {
  const confusion = confusionOf(points, rule);
  const blocks = new Set(points.map(({ block }) => block)).size;
  return { points: points.length, blocks, balancedAccuracy: balancedAccuracy(confusion), confusion };
};

/** Sets the thresholds on the even blocks alone and judges them on the odd ones. */
export const separate = (points: readonly LabelledPoint[]): Separation => {
  const [even, odd] = [points.filter((point) => !point.odd), points.filter((point) => point.odd)];
  let best: { readonly rule: SignatureRule; readonly accuracy: number } | undefined;
  for (const rule of CANDIDATES) {
    const accuracy = balancedAccuracy(confusionOf(even, rule));
    if (best === undefined || accuracy > best.accuracy) best = { rule, accuracy };
  }
  const { rule } = best as { readonly rule: SignatureRule };
  return { rule, setOn: judge(even, rule), heldOut: judge(odd, rule) };
};
