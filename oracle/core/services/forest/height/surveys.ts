import type { Scene } from "../../../scenes/types.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene } from "../../common/types.ts";
import { dayIn, pairOf } from "../growth/pair.ts";
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

/**
 * The surveys that are compared, as `pairOf` chooses them. Where the project states no history, it is the stack beside the
 * earlier survey and that survey itself, and does for one period alone.
 *
 * @throws SixfoldError SERVICE_NO_PAIR, SERVICE_TWO_SURVEYS, SERVICE_HISTORY, SERVICE_ITEM, SERVICE_DATETIME
 */
export const surveysOf = (scenes: readonly Scene[], project: Project): Surveys => {
  const { history } = project;
  const pair = pairOf(scenes, project, judgeSurvey, "surveys of canopy height, in metres");
  const { start, end, usable, refused } = pair;
  const looks = history === undefined ? stackOf(start.scene) : looksWithin(usable, history);
  return {
    ...{ start, end, refused },
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
