import { contrastOf, halfWidthOf } from "../../controls/contrast.ts";
import type { Observed } from "../../controls/contrast.ts";
import { cellId, cellOfLonLat } from "../../ground/s2.ts";
import type { Boundary } from "../../ground/types.ts";
import { WARMING_POTENTIALS } from "../common/gwp.ts";
import type { PaddyParameters } from "./terms.ts";
import type { JudgedFields } from "./parcels.ts";
import { mostDrained } from "./scheme.ts";
import type { RegimeChances, Scheme } from "./scheme.ts";

/**
 * Fields of one cell of level 15, about 280 m across, count as one: they share a canal and a grower. That is about 8 ha; an
 * engineering choice.
 */
const CLUSTER_LEVEL = 15;

/** The cluster of a field: where its first corner lies. */
export const clusterOf = ({ coordinates }: Boundary): string => {
  const [lon, lat] = (coordinates[0]?.[0]?.[0] ?? [0, 0]) as readonly [number, number];
  return cellId(cellOfLonLat(lon, lat, CLUSTER_LEVEL), CLUSTER_LEVEL).toString();
};

/**
 * Adds a drained and an undrained field to a side: without them few fields that happen to be alike would have no error at
 * all (Agresti and Caffo 2000, The American Statistician 54(4), for two proportions; from memory).
 */
const withBoth = (side: string, sample: readonly Observed[], most: number): readonly Observed[] => {
  const weight = sample.reduce((sum, unit) => sum + unit.weight, 0) / sample.length;
  return [...sample, ...[0, most].map((value) => ({ value, weight, cluster: `${side} ${value}` }))];
};

/**
 * Half-width at 90 %, kg CO2e, of what project fields avoided beyond the controls, as far as it is chance which fields were
 * taken for which: the error of a difference of means over clusters, with few of them by Student's t.
 *
 * @param clusters by field id.
 */
export const samplingHalfWidthKg = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  { project, controls }: JudgedFields<R>,
  clusters: ReadonlyMap<string, string>,
  parameters: P,
): number => {
  const [reference] = scheme.regimes;
  const methane = scheme.methane(parameters, undefined);
  const avoidedKgPerHa = (seasons: readonly (RegimeChances<R> | undefined)[]): number =>
    seasons.reduce(
      (sum, chances, season) =>
        scheme.regimes.reduce(
          (all, regime) => all + (chances?.[regime] ?? 0) * (methane(season, reference) - methane(season, regime)),
          sum,
        ),
      0,
    ) * WARMING_POTENTIALS[parameters.gwp].ch4;
  const most = avoidedKgPerHa(parameters.seasons.map(() => mostDrained(scheme)));
  const claimed = project.filter(({ parcel }) => parcel.areaM2 > 0);
  const own = claimed.map(({ parcel: { fieldId, areaM2, seasons } }): Observed => ({
    value: avoidedKgPerHa(seasons.map(({ finding }) => finding)),
    weight: areaM2,
    cluster: clusters.get(fieldId) as string,
  }));
  const theirs = controls.map(({ id, weightM2, regimes }): Observed => ({
    value: avoidedKgPerHa(regimes),
    weight: weightM2,
    cluster: clusters.get(id) as string,
  }));
  const contrast = contrastOf(withBoth("project", own, most), withBoth("control", theirs, most));
  const hectares = own.reduce((sum, { weight }) => sum + weight, 0) / 10_000;
  return hectares * halfWidthOf(contrast, 0.9);
};
