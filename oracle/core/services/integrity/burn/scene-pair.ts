import { SixfoldError } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene } from "../../common/types.ts";
import { infraredOf } from "./infrared.ts";
import type { BurnRules } from "./terms.ts";
import { spanOf } from "../scene-span.ts";
import type { Span } from "../scene-span.ts";

export type DatedScene = {
  readonly scene: Scene;
  readonly span: Span;
  readonly infrared: readonly [nir: BandRef, swir: BandRef];
};

export type ScenePair = {
  readonly before: DatedScene;
  readonly after: DatedScene;
  readonly refused: readonly RefusedScene[];
};

const secondsOf = (instant: string): bigint => BigInt(Date.parse(instant) / 1000);

/** A scene that may be one of the pair, or the rule that it breaks. */
const judge = (scene: Scene, { period, simulated }: Project, { scenes }: BurnRules): DatedScene | string => {
  const span = spanOf(scene);
  if (span.from < secondsOf(period.start) || span.to >= secondsOf(period.end)) return "scene-outside-period";
  if (scene.simulated && !simulated) return "scene-simulated";
  if (scene.cloudCover !== undefined && scene.cloudCover > scenes.maxCloudPercent) return "scene-cloudy";
  const infrared = infraredOf(scene);
  return infrared === undefined ? "scene-without-nir-and-swir22" : { scene, span, infrared };
};

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The pair that a finding rests on: the first and the last usable scene of the period, whatever order they come in, so
 * that nobody picks the dates. What lies between them is left out by name.
 *
 * @throws SixfoldError SERVICE_NO_PAIR where fewer than two are usable
 */
export const pairOf = (scenes: readonly Scene[], project: Project, rules: BurnRules): ScenePair => {
  const refused: RefusedScene[] = [];
  const usable: DatedScene[] = [];
  for (const scene of [...scenes].sort((a, b) => compare(a.id, b.id))) {
    const judged = judge(scene, project, rules);
    if (typeof judged === "string") refused.push({ sceneId: scene.id, rule: judged });
    else usable.push(judged);
  }
  usable.sort((a, b) => compare(a.span.from, b.span.from) || compare(a.span.to, b.span.to));
  const [before, after] = [usable[0], usable.at(-1)];
  if (before === undefined || after === undefined || before === after || before.span.from === after.span.from) {
    throw new SixfoldError({
      code: "SERVICE_NO_PAIR",
      failure: "check",
      field: "scenes",
      value: { usable: usable.map(({ scene }) => scene.id), refused },
      rule: "a period has two usable scenes of different dates, with near and short-wave (2.2 um) infrared",
    });
  }
  usable.slice(1, -1).forEach(({ scene }) => refused.push({ sceneId: scene.id, rule: "scene-between-the-pair" }));
  return { before, after, refused };
};
