import { refused } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { Project, RefusedScene, Span } from "../../common/types.ts";

/** Something that was made of a scene, or the rule that the scene breaks. */
export type Judge<S> = (scene: Scene, project: Project) => S | string;

export type Seen = { readonly scene: Scene };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const dayIn = ({ scene }: Seen): number => dayOf(scene.datetime);

/** Usable looks in order of time, and the others by the rule that each breaks; an item with tables alone is no look. */
export const usableOf = <S extends Seen>(scenes: readonly Scene[], project: Project, judge: Judge<S>) => {
  const [from, to] = [(project.history ?? project.period).start, project.period.end].map(dayOf) as [number, number];
  const left: RefusedScene[] = [];
  const usable: S[] = [];
  for (const scene of [...scenes].sort((a, b) => compare(a.datetime, b.datetime) || compare(a.id, b.id))) {
    const day = dayOf(scene.datetime);
    const judged = day < from || day >= to ? "scene-outside-period" : judge(scene, project);
    if (typeof judged !== "string") usable.push(judged);
    else if (Object.values(scene.assets).some(({ bands }) => bands.length > 0))
      left.push({ sceneId: scene.id, rule: judged });
  }
  return { usable, left };
};

/** A stated history ends before the period, or where it starts. */
const requireBefore = (history: Span, period: Span): void => {
  if (dayOf(history.end) > dayOf(period.start))
    throw refused("SERVICE_HISTORY", "history/end", history.end, `not after the period's start, ${period.start}`);
};

export type Pair<S> = {
  readonly start: S;
  readonly end: S;
  /** Usable looks of any time, in order. */
  readonly usable: readonly S[];
  readonly refused: readonly RefusedScene[];
};

/**
 * The two looks that are compared, whatever order they come in, so that nobody picks the dates; others are left out by name.
 * The later one is the last of the period. The earlier one is the last that was taken between the history's end and the
 * period's start, and so the later one of the period before: what grows between two looks is counted in one period, once.
 * A first period has none, and begins with its own first look.
 *
 * @param what is looked for, as `surveys of canopy height, in metres`.
 * @throws SixfoldError SERVICE_NO_PAIR, SERVICE_TWO_SURVEYS, SERVICE_HISTORY, SERVICE_DATETIME; what `judge` throws
 */
export const pairOf = <S extends Seen>(
  scenes: readonly Scene[],
  project: Project,
  judge: Judge<S>,
  what: string,
): Pair<S> => {
  const { history, period } = project;
  if (history !== undefined) requireBefore(history, period);
  const { usable, left } = usableOf(scenes, project, judge);
  const since = history === undefined ? usable : usable.filter((each) => dayIn(each) >= dayOf(history.end));
  const [start, end] = [
    since.findLast((each) => dayIn(each) < dayOf(period.start)) ?? since[0],
    since.findLast((each) => dayIn(each) >= dayOf(period.start)),
  ];
  if (start === undefined || end === undefined || dayIn(start) === dayIn(end)) {
    const value = { usable: usable.map(({ scene }) => scene.id), refused: left };
    throw refused("SERVICE_NO_PAIR", "scenes", value, `a period has two ${what}, of two days`);
  }
  const beside = since.filter((each) => each !== start && each !== end);
  const twin = beside.find((each) => [start, end].some((other) => dayIn(other) === dayIn(each)));
  if (twin !== undefined) {
    const rule = "a day that begins or ends a period has one survey: of two nobody could say which counts";
    throw refused("SERVICE_TWO_SURVEYS", twin.scene.id, twin.scene.datetime, rule);
  }
  beside.forEach(({ scene }) => left.push({ sceneId: scene.id, rule: "scene-beside-the-pair" }));
  return { start, end, usable, refused: left };
};

/** Looks of a history in order of time. @throws SixfoldError SERVICE_HISTORY where two are of one day */
export const requireOneADay = (looks: readonly { readonly day: number; readonly sceneId: string }[]): void => {
  looks.forEach(({ day, sceneId }, k) => {
    if (looks[k - 1]?.day === day) throw refused("SERVICE_HISTORY", sceneId, day, "a day has one look");
  });
};
