import { SixfoldError } from "../../../errors.ts";
import type { Grid } from "../../../grid/types.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import { boundsOf } from "./bounds.ts";
import { layersOf } from "./layers.ts";
import { offsetOf } from "./offset.ts";
import type { BurnParameters } from "./terms.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import type { ScenePair } from "./scene-pair.ts";
import { isOneSeason } from "../scene-span.ts";
import { groundSeen, SEVERITIES } from "./severity.ts";
import { spreadOf } from "./spread.ts";
import { verdictOf } from "./verdict.ts";

/** Values far outside reflectance's range are digital numbers or percent: nothing made of them means anything. */
const requireReflectance = ({ strangePixels, observedPixels }: PixelsSeen, mostStrangeShare: number): void => {
  if (strangePixels * 1000 <= mostStrangeShare * (strangePixels + observedPixels)) return;
  throw new SixfoldError({
    code: "SERVICE_NOT_REFLECTANCE",
    failure: "check",
    field: "scenes",
    value: { strangePixels, observedPixels },
    rule: "bands are reflectance from 0 to 1: their items state scale and offset",
  });
};

/**
 * What the pair shows of the claimed ground. The loss happened after the first instant of the earlier scene's span and
 * before the last one of the later scene's: a composite does not say when within its span it saw what it shows.
 *
 * @throws SixfoldError SERVICE_NOT_REFLECTANCE
 */
export const findingOf = (
  { parameters }: Start<BurnParameters>,
  { before, after, refused }: ScenePair,
  grid: Grid,
  pixels: PixelsSeen,
  reference: PixelsSeen | undefined,
): Finding => {
  const { severity, allClear, observation } = parameters;
  requireReflectance(pixels, observation.mostStrangeShare);
  const { offset, band, refusal, diagnostics } = offsetOf(reference, parameters);
  const seen = groundSeen(pixels, { thresholds: severity.thresholds, band }, offset);
  const sameSeason = isOneSeason(before.span, after.span, allClear.mostSeasonDays, allClear.mostYears);
  const verdict = verdictOf(seen, sameSeason, parameters);
  return {
    kind: "finding",
    cause: "fire",
    ...verdict,
    ...boundsOf(seen, verdict, parameters),
    lastUnharmed: before.span.from,
    firstSeen: after.span.to,
    layers: layersOf(grid, pixels.tiles, severity.thresholds, offset),
    refused,
    diagnostics: {
      pair: [before.scene.id, after.scene.id],
      sameSeason,
      offset,
      band,
      offsetRefused: refusal ?? null,
      reference: diagnostics,
      meanDnbr: pixels.observedPixels === 0 ? null : Math.round(spreadOf(pixels.areas).mean),
      greenM2: Math.floor(seen.greenM2),
      regrownM2: Math.ceil(seen.regrownM2),
      burnedM2: Object.fromEntries(SEVERITIES.map((name) => [name, Math.round(seen.burned[name])])),
    },
  };
};
