import { halfWidthAround, simulate } from "../../uncertainty/monte-carlo.ts";
import { standardNormal, triangular } from "../../uncertainty/sample.ts";
import { ADDED_NITROUS_OXIDE_MOST } from "./emissions.ts";
import { WARMING_POTENTIALS } from "../common/gwp.ts";
import type { PaddyParameters } from "./terms.ts";
import type { Scheme } from "./scheme.ts";
import { tally } from "./tally.ts";
import type { Parcel, World } from "./tally.ts";

/**
 * Relative standard deviation of a parcel's area: each rim pixel counts whole or not at all, so its error is uniform
 * over one pixel, with variance 1/12, independent between pixels.
 */
export const areaDeviation = ({
  pixels,
  edgePixels,
}: {
  readonly pixels: number;
  readonly edgePixels: number;
}): number => (pixels === 0 ? 0 : Math.sqrt(edgePixels / 12) / pixels);

/** The world in which every input has its central value. */
export const centralWorld = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  parameters: P,
): World<R> => ({
  methane: scheme.methane(parameters, undefined),
  nitrousOxideScale: 1,
  areaScale: () => 1,
});

/**
 * Half-width of what looks may show that is not so, kg CO2e: `falseRate` of the fields, at the most that a drainage can avoid.
 * Looks share wind, rain and growth, so that fields err together: many are no surer than one, and no number of fields earns
 * by being taken for drained as often as that.
 */
export const classificationHalfWidthKg = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  parcels: readonly Parcel<R>[],
  parameters: P,
): number => {
  const methane = scheme.methane(parameters, undefined);
  const [reference, most] = [scheme.regimes[0], scheme.regimes.at(-1) as R];
  const avoidedKgPerHa = parameters.seasons.reduce(
    (sum, _, season) =>
      sum + (methane(season, reference) - methane(season, most)) * WARMING_POTENTIALS[parameters.gwp].ch4,
    0,
  );
  const hectares = parcels.reduce((sum, { areaM2 }) => sum + areaM2 / 10_000, 0);
  return parameters.drainage.falseRate * hectares * avoidedKgPerHa;
};

export type Budget = {
  readonly halfWidthKg: number;
  /** 90 % half-widths, kg, with only one source of doubt at work. */
  readonly emissionKg: number;
  readonly classificationKg: number;
  readonly areaKg: number;
  readonly samplingKg: number;
};

const SOURCES = ["emission", "area"] as const;
type Source = (typeof SOURCES)[number];

/**
 * The whole budget at 90 %: emission and nitrous oxide factors (one draw for all fields and for baseline and project alike,
 * since their errors are shared) and area per field by Monte Carlo; to them what looks may show that is not so, and the
 * chance by which fields came to be project or control, which are independent of them and added in squares.
 *
 * The estimate lies low by design: a project field earns only for drainages that its looks speak for, a control is charged
 * with every chance of them, and what the canopy hides counts in neither. How far it lies below the truth depends on revisit
 * and growth and is not known from the scenes. The truth may therefore well lie above the interval, but should not lie
 * below it more often than one time in twenty (`npm run judge` counts both).
 */
export const budgetOf = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  parcels: readonly Parcel<R>[],
  parameters: P,
  samplingKg: number,
): Budget => {
  const central = centralWorld(scheme, parameters);
  const grossOf = (world: World<R>): number => {
    const { measuredKg, baselineKg, leakageKg } = tally(parcels, scheme.regimes, parameters, world);
    return measuredKg - baselineKg - leakageKg;
  };
  const estimate = grossOf(central);
  const deviations = parcels.map(areaDeviation);
  const halfWidth = (doubted: readonly Source[]): number =>
    halfWidthAround(
      estimate,
      simulate({
        seed: BigInt(parameters.monteCarlo.seed),
        draws: parameters.monteCarlo.draws,
        model: (random) => {
          const emission = doubted.includes("emission");
          const methane = emission ? scheme.methane(parameters, random) : central.methane;
          const nitrousOxideScale = emission
            ? triangular(random, { low: 0, mode: 1, high: ADDED_NITROUS_OXIDE_MOST })
            : 1;
          const scales = doubted.includes("area")
            ? deviations.map((deviation) => Math.max(0, 1 + deviation * standardNormal(random)))
            : deviations.map(() => 1);
          return grossOf({ methane, nitrousOxideScale, areaScale: (parcel) => scales[parcel] as number });
        },
      }),
    );
  const classificationKg = classificationHalfWidthKg(scheme, parcels, parameters);
  return {
    halfWidthKg: Math.sqrt(halfWidth(SOURCES) ** 2 + classificationKg ** 2 + samplingKg ** 2),
    emissionKg: halfWidth(["emission"]),
    classificationKg,
    areaKg: halfWidth(["area"]),
    samplingKg,
  };
};
