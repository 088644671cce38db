import { cellsAreaM2 } from "../../../ground/cells-area.ts";
import { coverBoundary } from "../../../ground/cover.ts";
import { subtract } from "../../../ground/subtract.ts";
import type { Block, Boundary } from "../../../ground/types.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import type { RefusedScene } from "../../common/types.ts";
import { boundsOf } from "../loss.ts";
import { areaFall, Z_95 } from "./area-change.ts";
import type { Area } from "./area-change.ts";
import { bedLayer } from "./bed-layer.ts";
import type { BedParameters } from "./terms.ts";
import type { SurveyPair } from "./survey-pair.ts";

type Verdict = Pick<Finding, "verdict" | "reason">;

/** What two surveys of one season say of the beds in the claimed cells: net area, with the errors of both. */
export const findingOf = (
  { parameters, project, ground }: Start<BedParameters>,
  { before, after }: SurveyPair,
  beds: { readonly before: Boundary | undefined; readonly after: Boundary | undefined },
  refused: readonly RefusedScene[],
): Finding => {
  const claimedM2 = cellsAreaM2(ground);
  const cellsOf = (own: Boundary | undefined): readonly Block[] =>
    own === undefined ? [] : coverBoundary(own, project.edgeLevel);
  const [was, is] = [cellsOf(beds.before), cellsOf(beds.after)];
  const areaOf = (cells: readonly Block[], relativeError: number): Area => {
    const m2 = claimedM2 - cellsAreaM2(subtract(ground, cells, project.edgeLevel));
    return { m2, error: m2 * relativeError };
  };
  const [first, second] = [areaOf(was, before.relativeError), areaOf(is, after.relativeError)];
  const fall = areaFall(first, second);
  const verdictOf = (): Verdict => {
    if (!before.isVisible || !after.isVisible) return { verdict: "undetermined", reason: "not-visible" };
    if (!(first.m2 > 0)) return { verdict: "undetermined", reason: "no-bed-before" };
    if (fall.isLoss) return { verdict: "loss", reason: "" };
    const isSure = fall.upperM2 * 1000 <= parameters.observation.mostUnseenShare * first.m2;
    return isSure ? { verdict: "all-clear", reason: "" } : { verdict: "undetermined", reason: "too-uncertain" };
  };
  const verdict = verdictOf();
  const isSeen = before.isVisible && after.isVisible;
  const area = {
    ...{ claimedM2, observedM2: isSeen ? claimedM2 : 0 },
    ...{ lostM2: fall.lowerM2, doubtfulM2: isSeen ? fall.upperM2 : claimedM2 },
  };
  return {
    ...{ kind: "finding", cause: "bed-loss", refused },
    ...verdict,
    ...boundsOf(area, verdict.verdict, { ...parameters.loss, stockKgPerHa: parameters.stockKgPerHa }),
    ...{ lastUnharmed: before.span.to, firstSeen: after.span.from },
    layers: [bedLayer(project, ground, was, is)],
    diagnostics: {
      ...{ before: before.scene.id, after: after.scene.id },
      ...{ beforeM2: Math.round(first.m2), beforeErrorM2: Math.round(first.error) },
      ...{ afterM2: Math.round(second.m2), afterErrorM2: Math.round(second.error) },
      reachM2: Math.round(Z_95 * Math.sqrt(first.error * first.error + second.error * second.error)),
    },
  };
};
