import { refused } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene, Span } from "../../common/types.ts";
import { looksWithin, stackOf } from "./history.ts";
import type { Look } from "./history.ts";
import { bandOf, judgeSurvey } from "./survey.ts";
import type { Survey } from "./survey.ts";

/** The two surveys whose heights are compared, with the looks that tell which ground is alike, all in order of time. */
export type Surveys = {
  readonly start: Survey;
  readonly end: Survey;
  /** Days of the looks: those of the history, then the two surveys; ascending. */
  readonly days: readonly number[];
  /** How many of the first looks control ground is chosen by. */
  readonly historyLooks: number;
  readonly bands: readonly BandRef[];
  /** Every file that a look is in, once. */
  readonly files: readonly Survey[];
  readonly refused: readonly RefusedScene[];
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const dayIn = ({ scene }: Survey): number => dayOf(scene.datetime);

/** Usable surveys in order of time, and the others by the rule that each breaks; an item with tables alone is no survey. */
const usableOf = (scenes: readonly Scene[], project: Project) => {
  const [from, to] = [(project.history ?? project.period).start, project.period.end].map(dayOf) as [number, number];
  const left: RefusedScene[] = [];
  const usable: Survey[] = [];
  for (const scene of [...scenes].sort((a, b) => compare(a.datetime, b.datetime) || compare(a.id, b.id))) {
    const day = dayOf(scene.datetime);
    const judged = day < from || day >= to ? "scene-outside-period" : judgeSurvey(scene, project);
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

/**
 * The surveys that are compared, whatever order they come in, so that nobody picks the dates; others are left out by name.
 * The later one is the last of the period. The earlier one is the last that was taken between the history's end and the
 * period's start, and so the later one of the period before: what grows between two surveys is counted in one period, once.
 * A first period has none, and begins with its own first survey.
 *
 * Where the project states no history, it is the stack beside the earlier survey and that survey itself, and does for one
 * period alone.
 *
 * @throws SixfoldError SERVICE_NO_PAIR, SERVICE_TWO_SURVEYS, SERVICE_HISTORY, SERVICE_ITEM, SERVICE_DATETIME
 */
export const surveysOf = (scenes: readonly Scene[], project: Project): Surveys => {
  const { history, period } = project;
  if (history !== undefined) requireBefore(history, period);
  const { usable, left } = usableOf(scenes, project);
  const since = history === undefined ? usable : usable.filter((survey) => dayIn(survey) >= dayOf(history.end));
  const [start, end] = [
    since.findLast((survey) => dayIn(survey) < dayOf(period.start)) ?? since[0],
    since.findLast((survey) => dayIn(survey) >= dayOf(period.start)),
  ];
  if (start === undefined || end === undefined || dayIn(start) === dayIn(end)) {
    const value = { usable: usable.map(({ scene }) => scene.id), refused: left };
    throw refused(
      "SERVICE_NO_PAIR",
      "scenes",
      value,
      "a period has two surveys of canopy height, in metres, of two days",
    );
  }
  const beside = since.filter((survey) => survey !== start && survey !== end);
  const twin = beside.find((survey) => [start, end].some((each) => dayIn(each) === dayIn(survey)));
  if (twin !== undefined)
    throw refused(
      "SERVICE_TWO_SURVEYS",
      twin.scene.id,
      twin.scene.datetime,
      "a day that begins or ends a period has one survey: of two nobody could say which counts",
    );
  beside.forEach(({ scene }) => left.push({ sceneId: scene.id, rule: "scene-beside-the-pair" }));
  const looks = history === undefined ? stackOf(start.scene) : looksWithin(usable, history);
  return {
    ...{ start, end, refused: left },
    days: [...looks.map(({ day }) => day), dayIn(start), dayIn(end)],
    historyLooks: history === undefined ? looks.length + 1 : looks.length,
    bands: [...looks.map(({ band }) => band), bandOf(start), bandOf(end)],
    files: filesOf(looks, [start, end]),
  };
};

const filesOf = (looks: readonly Look[], pair: readonly Survey[]): readonly Survey[] => {
  const files = [...looks.map(({ file }) => file), ...pair];
  return [...new Map(files.map((file) => [`${file.scene.id} ${file.asset.key}`, file])).values()];
};
