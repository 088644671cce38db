import { halfWidthAround, simulate } from "../../uncertainty/monte-carlo.ts";
import { standardNormal, triangular } from "../../uncertainty/sample.ts";
import { ADDED_NITROUS_OXIDE_MOST } from "./emissions.ts";
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

/** The world in which every input has its central value and every finding is true. */
export const centralWorld = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  parameters: P,
): World<R> => ({
  methane: scheme.methane(parameters, undefined),
  nitrousOxideScale: 1,
  areaScale: () => 1,
  regime: (_parcel, _season, { regime }) => regime,
});

export type Budget = {
  readonly halfWidthKg: number;
  /** 90 % half-widths, kg, with only one source of doubt at work. */
  readonly emissionKg: number;
  readonly classificationKg: number;
  readonly areaKg: number;
  readonly samplingKg: number;
};

const SOURCES = ["emission", "classification", "area"] as const;
type Source = (typeof SOURCES)[number];

/**
 * The whole budget at 90 % by Monte Carlo: emission and nitrous oxide factors (one draw for all fields and for
 * baseline and project alike, since their errors are shared), false drainages per field and season, and area per field.
 *
 * The estimate is a lower bound by design: drainages are counted from below for project fields and from above for
 * controls, so that what looks leave open is charged. Which fields were project and which control is chance as well, and
 * independent of the rest, so that its half-width is added in squares.
 *
 * How far the estimate lies below the truth depends on revisit and is not known from the scenes; to widen the interval
 * for it would charge the same doubt twice. The half-width is therefore of that bound, and the truth may well lie above
 * the interval, but should not lie below it more often than one time in twenty (scripts/simulate/accuracy.ts counts
 * both).
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
          const regime: World<R>["regime"] = doubted.includes("classification")
            ? (_parcel, _season, finding) => (random() < finding.falseChance ? finding.fallback : finding.regime)
            : central.regime;
          return grossOf({ methane, nitrousOxideScale, areaScale: (parcel) => scales[parcel] as number, regime });
        },
      }),
    );
  return {
    halfWidthKg: Math.sqrt(halfWidth(SOURCES) ** 2 + samplingKg * samplingKg),
    emissionKg: halfWidth(["emission"]),
    classificationKg: halfWidth(["classification"]),
    areaKg: halfWidth(["area"]),
    samplingKg,
  };
};
