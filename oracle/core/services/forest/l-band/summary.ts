import type { CheckInput } from "../../common/service.ts";
import type { LBandParameters } from "./terms.ts";

/** What a project states of itself, and what its rules ask for. */
export const summary = ({ parameters }: CheckInput<LBandParameters>): Readonly<Record<string, string>> => {
  const { zone, mosaic, ground, forest, footprints } = parameters;
  return {
    zone,
    forest: `by the thresholds of ${forest.region}, with shots of the stratum ${forest.stratum}`,
    scenes: `yearly mosaics of one platform, pixels of at most ${mosaic.maxPixelM} m, six before the project and one at each end of the period`,
    footprints: `GEDI shots over at least ${footprints.least} units within ${ground.reachM} m of the claim`,
    controls: `all forest within ${ground.reachM} m, chosen by rule; a belt of ${ground.beltM} m is watched for leakage`,
  };
};
