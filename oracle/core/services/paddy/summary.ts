import type { CheckInput } from "../common/service.ts";
import type { PaddyParameters } from "./terms.ts";

/** What a project states of its seasons, and what its rules ask of scenes. */
export const summary = ({ parameters }: CheckInput<PaddyParameters>): Readonly<Record<string, string>> => {
  const { seasons, observation } = parameters;
  return {
    seasons: seasons
      .map(({ id, start, end, cultivationDays }) => `${id} ${start} to ${end}, ${cultivationDays} days of cultivation`)
      .join("; "),
    scenes: `in each season on at least ${observation.minLooks} days, at most ${observation.maxGapDays} days apart, pixels of at most ${observation.maxPixelM} m`,
  };
};
