import { ServiceError } from "../../errors.ts";
import type { MeasureInput, Measurement } from "../types.ts";
import { calibrate } from "./calibrate.ts";
import { describe } from "./diagnostics.ts";
import { fieldAreas, type FieldArea } from "./field-area.ts";
import { mapFields } from "./field-map.ts";
import { followFields, type SeenField } from "./follow.ts";
import { budgetOf, centralWorld } from "./half-width.ts";
import { layersOf } from "./layers.ts";
import { observeFields } from "./observe.ts";
import type { PaddyParameters } from "./parameters.ts";
import { judgeFields } from "./parcels.ts";
import type { Scheme } from "./scheme.ts";
import { tally } from "./tally.ts";

const floorKg = (kg: number): bigint => BigInt(Math.floor(kg));
const ceilKg = (kg: number): bigint => BigInt(Math.ceil(kg));

/**
 * Measures a paddy project from its readings; see `Measurement` for rounding and sign. Amounts are against the scheme's
 * reference regime: measured is what the project fields avoided, baseline what they would have avoided had they been
 * managed as the control fields were seen to be.
 *
 * @throws ServiceError SERVICE_READINGS, SERVICE_DUPLICATE_FIELD, SERVICE_FIELDS_OVERLAP, SERVICE_NO_CONTROL,
 * SERVICE_NOTHING_CLAIMED, SERVICE_OBSERVED_FRACTION, SERVICE_DATETIME
 */
export const measurePaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  { project, parameters, ground, plan, readings }: MeasureInput<P>,
): Measurement => {
  const { observation } = parameters;
  const map = mapFields(plan.grid, project.fields, ground, observation.bufferPixels);
  const areas = fieldAreas(plan.grid, map);
  const looks = observeFields(plan, readings, map, observation.minValidFraction);
  const seen = map.fields.map(({ id, role }, label): SeenField => ({
    id,
    role,
    innerPixels: (areas.get(id) as FieldArea).innerPixels,
    looks: looks[label] ?? [],
  }));
  const calibration = calibrate(seen, parameters);
  const followed = followFields(seen, calibration, parameters);
  const judged = judgeFields(scheme, followed, areas, parameters);

  const resolved = new Set(judged.flatMap(({ parcel, refusal }) => (refusal === undefined ? [parcel.fieldId] : [])));
  let [claimed, observed] = [0, 0];
  map.labels.forEach((label, index) => {
    if (map.claimed[index] !== 1) return;
    claimed += map.areasM2[index] as number;
    const id = map.fields[label]?.id;
    if (id !== undefined && resolved.has(id)) observed += map.areasM2[index] as number;
  });
  const [claimedM2, observedM2] = [BigInt(Math.floor(claimed)), BigInt(Math.floor(observed))];
  const refusals = Object.fromEntries(judged.map(({ parcel, refusal }) => [parcel.fieldId, refusal ?? "none"]));
  if (claimedM2 === 0n) {
    throw new ServiceError({
      code: "SERVICE_NOTHING_CLAIMED",
      failure: "check",
      field: "ground",
      value: ground.length,
      rule: "at least one pixel's centre lies in a claimed cell",
    });
  }
  if (observed < observation.minObservedFraction * claimed) {
    throw new ServiceError({
      code: "SERVICE_OBSERVED_FRACTION",
      failure: "check",
      field: "observedM2",
      value: { observedM2: observedM2.toString(), claimedM2: claimedM2.toString(), refusals },
      rule: `the water regime is resolved on at least ${observation.minObservedFraction} of the claimed area`,
    });
  }

  const parcels = judged.map(({ parcel }) => parcel);
  const amounts = tally(parcels, scheme.regimes, parameters, centralWorld(scheme, parameters));
  const budget = budgetOf(scheme, parcels, parameters);
  return {
    measuredKg: floorKg(amounts.measuredKg),
    baselineKg: ceilKg(amounts.baselineKg),
    leakageKg: ceilKg(amounts.leakageKg),
    halfWidthKg: ceilKg(budget.halfWidthKg),
    claimedM2,
    observedM2,
    layers: layersOf(plan.grid, map, followed, resolved),
    diagnostics: describe({ plan, areas, calibration, followed, judged, budget, claimedM2, observedM2 }),
  };
};
