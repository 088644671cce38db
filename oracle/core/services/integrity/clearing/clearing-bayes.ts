import { plotSeries } from "../../../kernels/plot-series.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { Service, Start } from "../../common/service.ts";
import type { Stage } from "../../common/stage.ts";
import { watchExample } from "../example.ts";
import { looksOf } from "../looks.ts";
import type { Wanted } from "../looks.ts";
import { readLooks } from "../read-looks.ts";
import { requireWatch } from "../require-watch.ts";
import { findingOf } from "./finding.ts";
import { CLEARING_METHODOLOGY, clearingParameters, clearingPractice, CLEARING_REFERENCE } from "./terms.ts";
import type { ClearingParameters, ClearingRules } from "./terms.ts";
import { OPTICAL_SETS, radarSignals } from "./signals.ts";
import { summary } from "./summary.ts";

/** Radar signals that the rules use, in the order of a look's bands. */
const wanted = (rules: ClearingRules): Wanted => ({
  radar: radarSignals(rules),
  optical: OPTICAL_SETS,
  maxCloudPercent: rules.scenes.maxCloudPercent,
  maxUnmaskedCloudPercent: rules.scenes.maxUnmaskedCloudPercent,
});

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, and those of `readLooks` */
const start = (input: Start<ClearingParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const chosen = looksOf(scenes, project, wanted(parameters));
  return readLooks(input, chosen, [], parameters.scenes, (seen) => findingOf(input, seen));
};

/**
 * Forest clearing from every look of Sentinel-1 and of optical scenes, by Bayesian updating plot by plot (Reiche et al.
 * 2015, 2018): a dated loss, an all-clear, or neither. It can not see felling under a canopy that stays closed.
 */
export const clearingBayes: Service<ClearingParameters> = {
  id: "integrity",
  methodology: CLEARING_METHODOLOGY,
  yields: "finding",
  parameters: clearingParameters,
  practice: clearingPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary,
  example: watchExample(CLEARING_METHODOLOGY, CLEARING_REFERENCE),
  kernels: [anyKernel(plotSeries)],
  start,
};
