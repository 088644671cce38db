import type { CheckInput } from "../../common/service.ts";
import type { HeightParameters } from "./terms.ts";

/** What a project states of itself, and what its rules ask for. */
export const summary = ({ parameters }: CheckInput<HeightParameters>): Readonly<Record<string, string>> => {
  const { zone, heights, ground, plots } = parameters;
  return {
    zone,
    scenes: `two surveys of canopy height in metres, pixels of at most ${heights.maxPixelM} m, the earlier one with a history`,
    plots: `at least ${plots.least} within ${ground.reachM} m of the claim, tree by tree`,
    controls: `all ground within ${ground.reachM} m, chosen by rule; a belt of ${ground.beltM} m is watched for leakage`,
  };
};
