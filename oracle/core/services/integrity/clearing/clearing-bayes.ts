import { SixfoldError } from "../../../errors.ts";
import type { Grid } from "../../../grid/types.ts";
import { plotSeries } from "../../../kernels/plot-series.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { gridOfAsset, placed, unplaced } from "../../common/grids.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { watchExample } from "../example.ts";
import { sharedGrid } from "../lattice.ts";
import { requireWatch } from "../require-watch.ts";
import { findingOf } from "./finding.ts";
import { looksOf } from "./looks.ts";
import { CLEARING_METHODOLOGY, clearingParameters, clearingPractice } from "./parameters.ts";
import type { ClearingParameters } from "./parameters.ts";
import { plotsOn, readLooks } from "./read-looks.ts";
import { summary } from "./summary.ts";
import { CLEARING_REFERENCE } from "./terms.ts";

/**
 * Two stages: the grids of looks whose items do not state them, then their pixels.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_LOOK; later those of `sharedGrid` and `findingOf`
 */
const start = (input: Start<ClearingParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const { looks, refused } = looksOf(scenes, project, parameters);
  const bands = looks.flatMap(({ frames }) =>
    frames.flatMap(({ scene, bands: list }) => list.map(({ assetKey }) => ({ scene, asset: scene.assets[assetKey]! }))),
  );
  if (bands.length === 0)
    throw new SixfoldError({
      code: "SERVICE_NO_LOOK",
      failure: "check",
      field: "scenes",
      value: { refused },
      rule: "a watch has at least one usable scene",
    });
  const assets = unplaced(bands);
  return stage({ grids: { kind: "grids", assets } }, ({ grids }) => {
    const known = placed(scenes, assets, grids);
    const files = bands.map(({ scene, asset }) => known.find(({ id }) => id === scene.id)!.assets[asset.key]!);
    const grid = sharedGrid(files, project, parameters.scenes.maxPixelM);
    const lattice = plotsOn(grid, gridOfAsset(files[0]!) as Grid, parameters.scenes.plotM);
    return stage({ plots: readLooks(input, looks, grid, lattice) }, ({ plots }) =>
      findingOf(input, looks, refused, grid, lattice, plots),
    );
  });
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
