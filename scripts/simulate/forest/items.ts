import type { SurveyItem } from "../../forest/survey-item.ts";
import { FOREST_GRID } from "./place.ts";
import { SURVEYED } from "./world.ts";
import type { MadeForest } from "./world.ts";

/** The items of a forest's surveys. */
export const itemsOf = ({ historyDates, looks, ...made }: MadeForest): readonly SurveyItem[] =>
  SURVEYED.slice(0, looks.length - historyDates.length).map((datetime, k) => ({
    id: `survey-${datetime.slice(0, 4)}`,
    collection: "simulated-heights",
    datetime,
    title: `SIMULATED canopy heights, ${datetime.slice(0, 4)}`,
    simulated: true,
    grid: FOREST_GRID,
    heights: `heights-${k}.tif`,
    ...(k === 0 && historyDates.length > 0 ? { history: { file: "history.tif", dates: historyDates } } : {}),
    ...(k === 0 && made.trees !== undefined ? { trees: "trees.csv" } : {}),
    ...(k === 1 && made.laterTrees !== undefined ? { trees: "later-trees.csv" } : {}),
  }));
