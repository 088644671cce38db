import { GEOJSON } from "../../common/assets-with.ts";
import { dayOf } from "../../common/day.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { geoJsonTable } from "../../common/table.ts";
import { watchExample } from "../example.ts";
import { practiceSummary, watchPractice } from "../practice.ts";
import { requireWatch } from "../require-watch.ts";
import { tablesOf } from "../tables.ts";
import { findingOf } from "./finding.ts";
import { BED_METHODOLOGY, bedParameters, BED_REFERENCE } from "./terms.ts";
import type { BedParameters } from "./terms.ts";
import { bedFeature, bedsOf, surveyOf } from "./survey.ts";
import { surveyPair } from "./survey-pair.ts";

/** Role of a survey's polygons in its item. */
const ROLE = "bed-survey";

const SECONDS_PER_DAY = 86_400n;

/**
 * One stage: the polygons of the two surveys that are compared.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_LOOK, SERVICE_NO_PAIR, SERVICE_ITEM; later
 *   SERVICE_BEDS
 */
const start = (input: Start<BedParameters>): Stage => {
  requireWatch(input);
  const { project, parameters } = input;
  const { assets, sceneOf, refused } = tablesOf(input, ROLE, GEOJSON);
  const watch = {
    from: BigInt(dayOf(parameters.watchFrom)) * SECONDS_PER_DAY,
    to: BigInt(dayOf(project.period.end)) * SECONDS_PER_DAY,
  };
  const surveys = assets.map((asset) => surveyOf(sceneOf(asset)));
  const pair = surveyPair(surveys, project.boundary, watch, parameters);
  const reading = (side: keyof typeof pair) =>
    geoJsonTable(
      assets.find(({ sceneId }) => sceneId === pair[side].scene.id)!,
      bedFeature,
    );
  return stage({ before: reading("before"), after: reading("after") }, ({ before, after }) =>
    findingOf(input, pair, { before: bedsOf(pair.before, before), after: bedsOf(pair.after, after) }, refused),
  );
};

/**
 * Beds of seagrass or seaweed by two surveys of one season: a loss where their area in the claimed cells fell by more than the
 * errors of both allow. It takes the surveyor's word for their error and for what could be seen.
 */
export const bedSurveyPair: Service<BedParameters> = {
  id: "integrity",
  methodology: BED_METHODOLOGY,
  yields: "finding",
  parameters: bedParameters,
  practice: watchPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary: ({ parameters }) => ({
    ...practiceSummary(parameters),
    tables: `two surveys as GeoJSON polygons of bed, within ${parameters.season.mostDays} days of one season`,
  }),
  example: watchExample(BED_METHODOLOGY, BED_REFERENCE),
  kernels: [],
  start,
};
