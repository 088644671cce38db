import { plotSeries } from "../../../kernels/plot-series.ts";
import { plotMean } from "../../../kernels/plot-units.ts";
import { placesOf } from "../../../grid/places.ts";
import { coverBoundary } from "../../../ground/cover.ts";
import { vectorOfLonLat } from "../../../ground/s2.ts";
import { anyKernel } from "../../../raster/kernel.ts";
import { dayOf } from "../../common/day.ts";
import { pixelSizeM } from "../../common/pixel-size.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { Service, Start } from "../../common/service.ts";
import type { Stage } from "../../common/stage.ts";
import { watchExample } from "../example.ts";
import { findingOf } from "../hotspot-finding.ts";
import { confidenceClass } from "../hotspot-row.ts";
import type { Hotspot } from "../hotspots.ts";
import { looksOf } from "../looks.ts";
import type { Look } from "../looks.ts";
import { areCloseEnough } from "../plot-state.ts";
import { practiceSummary, watchPractice } from "../practice.ts";
import { readLooks, requireLooks } from "../read-looks.ts";
import type { Seen } from "../read-looks.ts";
import { requireWatch } from "../require-watch.ts";
import type { ThermalImage } from "./brightness.ts";
import { firesOf } from "./contextual.ts";
import { THERMAL_METHODOLOGY, thermalParameters, THERMAL_REFERENCE } from "./terms.ts";
import type { ThermalParameters, ThermalRules } from "./terms.ts";
import { surroundingsOf } from "./surroundings.ts";

const WANTED = {
  radar: [],
  optical: [{ reflectances: [["red"], ["nir", "nir08"]], kelvins: [["t4"], ["t11", "lwir11"], ["t12", "lwir12"]] }],
};

const satelliteOf = ({ frames }: Look): string => frames[0]!.scene.platform ?? frames[0]!.scene.collection;

const imageOf = ({ grid, plots, planes }: Seen, look: number): ThermalImage => {
  const plane = (own: number): Float64Array => {
    const values = new Float64Array(grid.width * grid.height).fill(NaN);
    plots.plots.forEach((pixel, place) => {
      values[pixel] = plotMean(plots, own, place);
    });
    return values;
  };
  const [red, nir, t4, t11, t12] = planes[look]!.map(plane) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { width: grid.width, height: grid.height, red, nir, t4, t11, t12 };
};

/** The fires of every look, as hotspots of its pixels. */
const hotspotsOf = (seen: Seen, { confidence }: ThermalRules): readonly Hotspot[] => {
  const { grid, looks } = seen;
  const at = placesOf(grid);
  // Half of a pixel's diagonal.
  const radiusM = pixelSizeM(grid) * Math.SQRT1_2;
  return looks.flatMap((look, index) =>
    firesOf(imageOf(seen, index)).map((fire): Hotspot => {
      const [lon, lat] = at((fire.at % grid.width) + 0.5, Math.floor(fire.at / grid.width) + 0.5);
      return {
        ...{ seconds: look.seconds, satellite: satelliteOf(look), radiusM },
        confidence: confidenceClass(fire.confidence, confidence),
        centre: vectorOfLonLat(lon, lat),
      };
    }),
  );
};

/** Satellites whose looks leave no long gap in the watch. */
const satellitesOver = (
  looks: readonly Look[],
  { parameters, project }: Start<ThermalParameters>,
): readonly string[] => {
  const watch = { fromDay: dayOf(parameters.watchFrom), endDay: dayOf(project.period.end) };
  const since = looks.filter(({ day }) => day >= watch.fromDay);
  return [...new Set(since.map(satelliteOf))].toSorted().filter((satellite) =>
    areCloseEnough(
      since.filter((look) => satelliteOf(look) === satellite).map(({ day }) => day),
      watch,
      parameters.observation.mostGapDays,
    ),
  );
};

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, GROUND_POSITION, and those of `readLooks` */
const start = (input: Start<ThermalParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const chosen = looksOf(scenes, project, { ...parameters.scenes, ...WANTED });
  requireLooks(chosen);
  // A pixel is judged by those round it, which lie outside the claim: they are read, and claim nothing.
  const boundary = surroundingsOf(project.boundary);
  const wide = { ...input, project: { ...project, boundary }, ground: coverBoundary(boundary, 16) };
  return readLooks(wide, chosen, [], { ...parameters.scenes, plotM: 1 }, (seen) =>
    findingOf(input, {
      hotspots: hotspotsOf(seen, parameters),
      satellites: satellitesOver(seen.looks, input),
      refused: seen.refused,
    }),
  );
};

/**
 * Active fires from an imager's thermal bands by the contextual test of MODIS: a loss where two overpasses or satellites
 * agree, and otherwise no finding. Daily use has the lists of FIRMS; this is for bands that nobody has judged yet.
 */
export const fireThermal: Service<ThermalParameters> = {
  id: "integrity",
  methodology: THERMAL_METHODOLOGY,
  yields: "finding",
  parameters: thermalParameters,
  practice: watchPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary: ({ parameters }) => ({
    ...practiceSummary(parameters),
    scenes: `brightness temperatures at 4, 11 and 12 um, red and near infrared by day; pixels of at most ${parameters.scenes.maxPixelM} m`,
  }),
  example: watchExample(THERMAL_METHODOLOGY, THERMAL_REFERENCE),
  kernels: [anyKernel(plotSeries)],
  start,
};
