import { SixfoldError } from "../../../errors.ts";
import type { Boundary } from "../../../ground/types.ts";
import { isOver } from "../coverage.ts";
import { isOneSeason } from "../scene-span.ts";
import type { Span } from "../scene-span.ts";
import type { BedRules } from "./terms.ts";
import type { Survey } from "./survey.ts";

export type SurveyPair = { readonly before: Survey; readonly after: Survey };

const latest = (surveys: readonly Survey[]): readonly Survey[] =>
  surveys.toSorted((a, b) =>
    a.span.to > b.span.to ? -1 : a.span.to < b.span.to ? 1 : a.scene.id < b.scene.id ? -1 : 1,
  );

/**
 * The last survey of a watch, and the last before it that shows the same season; beds come and go with the year. Both cover
 * all of the boundary.
 *
 * @throws SixfoldError SERVICE_NO_PAIR
 */
export const surveyPair = (
  surveys: readonly Survey[],
  boundary: Boundary,
  watch: Span,
  { season }: Pick<BedRules, "season">,
): SurveyPair => {
  const over = latest(surveys.filter(({ scene }) => isOver(scene.bbox, boundary)));
  const [history, since] = [
    over.filter(({ span }) => span.to < watch.from),
    over.filter(({ span }) => span.from >= watch.from && span.to < watch.to),
  ];
  for (const after of since)
    for (const before of history)
      if (isOneSeason(before.span, after.span, season.mostDays, season.mostYears)) return { before, after };
  throw new SixfoldError({
    code: "SERVICE_NO_PAIR",
    failure: "check",
    field: "scenes",
    value: { before: history.map(({ scene }) => scene.id), since: since.map(({ scene }) => scene.id) },
    rule: `a survey before the watch and one in it, over all of the boundary, within ${season.mostDays} days of one season and ${season.mostYears} years`,
  });
};
