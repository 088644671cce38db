import { plotMean } from "../../../kernels/plot-units.ts";
import { plotColumns, plotSeries } from "../../../kernels/plot-series.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import type { Scene } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { CheckInput, Service, Start } from "../../common/service.ts";
import type { Stage } from "../../common/stage.ts";
import { watchExample } from "../example.ts";
import { looksOf } from "../looks.ts";
import type { Wanted } from "../looks.ts";
import { findingOfPlots } from "../plot-finding.ts";
import { plotLayer } from "../plot-layer.ts";
import { readLooks } from "../read-looks.ts";
import type { Seen, Still } from "../read-looks.ts";
import { requireWatch } from "../require-watch.ts";
import { follow } from "./follow.ts";
import { FLOOD_METHODOLOGY, floodParameters, floodPractice, FLOOD_REFERENCE } from "./terms.ts";
import type { FloodParameters } from "./terms.ts";
import { withRim } from "./rim.ts";
import { reachOf, waterOf } from "./water.ts";

const SECONDS_PER_DAY = 86_400n;

const wanted = ({ scenes }: FloodParameters): Wanted => ({
  radar: ["vv", "vh"],
  optical: [{ track: "optical", reflectances: [["green"], ["red"], ["nir08", "nir"], ["swir16"]] }],
  ...scenes,
});

/** The slope of the ground, degrees, where an item has it as an asset of that key; the first by id. */
const slopeOf = (scenes: readonly Scene[]): { readonly still: Still; readonly sceneId: string } | undefined => {
  const [scene] = scenes.filter(({ assets }) => "slope" in assets).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const [band] = scene?.assets["slope"]?.bands ?? [];
  if (scene === undefined || band === undefined) return undefined;
  const bands = [{ sceneId: scene.id, assetKey: "slope", band: band.name }];
  return { still: { bands, range: [0, 90] }, sceneId: scene.id };
};

const findingOf = ({ parameters, project, ground }: Start<FloodParameters>, seen: Seen): Finding => {
  const { looks, plots, stills, grid, lattice } = seen;
  const watch = { fromDay: dayOf(parameters.watchFrom), endDay: dayOf(project.period.end) };
  const waters = waterOf(seen, parameters);
  const [slope] = stills[0] ?? [];
  const mayFlood = (place: number): boolean =>
    slope === undefined || !(plotMean(plots, slope, place) > parameters.leftOut.mostSlopeDegrees);
  const statuses = Array.from(plots.plots, (_, place) =>
    follow(place, waters, looks, watch, parameters, mayFlood(place)),
  );
  const columns = plotColumns(grid, lattice);
  const finding = findingOfPlots({
    ...{ cause: "flood", ground, seen, rules: parameters, stockKgPerHa: parameters.stockKgPerHa },
    statuses: withRim(plots.plots, statuses, columns, reachOf(seen, parameters), mayFlood),
    from: BigInt(watch.fromDay) * SECONDS_PER_DAY,
    diagnostics: {
      slope: slope !== undefined,
      waters: waters.map(({ look, isWater, threshold }) => ({
        scene: looks[look]!.frames[0]!.scene.id,
        thresholdDb: threshold === undefined ? null : Math.round(threshold * 100) / 100,
        waterPlots: isWater.filter((code) => code === 1).length,
      })),
    },
  });
  const last = waters.at(-1)!;
  const layer = plotLayer(grid, lattice, ground, plots.plots);
  return { ...finding, layers: [...finding.layers, layer("water", Int32Array.from(last.isWater), "1")] };
};

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, and those of `readLooks` */
const start = (input: Start<FloodParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const slope = slopeOf(scenes);
  const chosen = looksOf(
    scenes.filter(({ id }) => id !== slope?.sceneId),
    project,
    wanted(parameters),
  );
  const stills = slope === undefined ? [] : [slope.still];
  // Plots are pixels: water has narrow arms.
  return readLooks(input, chosen, stills, { ...parameters.scenes, plotM: 1 }, (seen) => findingOf(input, seen));
};

const summary = ({ parameters }: CheckInput<FloodParameters>): Readonly<Record<string, string>> => ({
  stock: `${parameters.stockKgPerHa.lower} to ${parameters.stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
  watch: `from ${parameters.watchFrom}, against the last look of each track before it`,
  scenes: `Sentinel-1 with VV and VH, optical with green, red, near and short-wave infrared; pixels of at most ${parameters.scenes.maxPixelM} m`,
});

/**
 * Flood water: what was not water at the last look before the watch and is water since, by radar (Otsu's threshold and a
 * fall of backscatter) and by colour. It can not see water under closed canopy, nor what rises and falls between looks;
 * wind and wet snow hide water, smooth dry ground looks like it.
 */
export const floodWater: Service<FloodParameters> = {
  id: "integrity",
  methodology: FLOOD_METHODOLOGY,
  yields: "finding",
  parameters: floodParameters,
  practice: floodPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary,
  example: watchExample(FLOOD_METHODOLOGY, FLOOD_REFERENCE),
  kernels: [anyKernel(plotSeries)],
  start,
};
