import { WARMING_POTENTIALS } from "../common/gwp.ts";
import { addedNitrousOxideKgPerHa } from "./emissions.ts";
import type { PaddyParameters } from "./terms.ts";
import type { MethaneFactors, RegimeChances } from "./scheme.ts";

/** The claimed part of one project field. */
export type Parcel<R extends string> = {
  readonly fieldId: string;
  readonly areaM2: number;
  readonly pixels: number;
  /** Pixels on the rim of the field, whose share inside it is unknown. */
  readonly edgePixels: number;
  readonly seasons: readonly ParcelSeason<R>[];
};

export type ParcelSeason<R extends string> = {
  /** Undefined where the field is refused: it avoided nothing. */
  readonly finding: RegimeChances<R> | undefined;
  /** The same of its controls, by area. */
  readonly controlShares: RegimeChances<R>;
};

/** kg CO2e, unrounded. */
export type Tally = { readonly measuredKg: number; readonly baselineKg: number; readonly leakageKg: number };

/** One state of the world: the central one, or one draw of it. */
export type World<R extends string> = {
  readonly methane: MethaneFactors<R>;
  /** Added N2O of drainage relative to its central value. */
  readonly nitrousOxideScale: number;
  readonly areaScale: (parcelIndex: number) => number;
};

/**
 * Avoided methane, the same for the observed baseline, and the nitrous oxide that drainage adds, against the reference
 * regime on the same ground.
 *
 * A refused field avoided nothing, but its baseline and its nitrous oxide are charged all the same: otherwise leaving
 * out fields that did worse than the controls would raise the credit (L15).
 */
export const tally = <R extends string>(
  parcels: readonly Parcel<R>[],
  regimes: readonly [R, ...R[]],
  parameters: PaddyParameters,
  world: World<R>,
): Tally => {
  const gwp = WARMING_POTENTIALS[parameters.gwp];
  const [reference] = regimes;
  const addedN2oKgPerHa = addedNitrousOxideKgPerHa(parameters.nitrogenKgPerHa) * world.nitrousOxideScale * gwp.n2o;
  let [measuredKg, baselineKg, leakageKg] = [0, 0, 0];
  parcels.forEach(({ areaM2, seasons }, parcelIndex) => {
    const areaHa = (areaM2 / 10_000) * world.areaScale(parcelIndex);
    seasons.forEach(({ finding, controlShares }, seasonIndex) => {
      const avoidedKgPerHa = (regime: R): number =>
        (world.methane(seasonIndex, reference) - world.methane(seasonIndex, regime)) * gwp.ch4;
      for (const regime of regimes) {
        measuredKg += areaHa * (finding?.[regime] ?? 0) * avoidedKgPerHa(regime);
        baselineKg += areaHa * controlShares[regime] * avoidedKgPerHa(regime);
      }
      leakageKg += areaHa * (1 - (finding?.[reference] ?? 0)) * addedN2oKgPerHa;
    });
  });
  return { measuredKg, baselineKg, leakageKg };
};
