import { SixfoldError } from "../../errors.ts";
import { sumExact } from "../../raster/sum.ts";
import type { Measurement } from "../common/outcome.ts";
import { wholeDown, wholeUp } from "../common/whole.ts";
import { calibrate } from "./calibrate.ts";
import type { ChosenControls } from "./choose.ts";
import { describe } from "./diagnostics.ts";
import { roundArea } from "./field-area.ts";
import type { FieldArea } from "./field-area.ts";
import type { SeenFields } from "./field-kernel.ts";
import { labelFields } from "./label-fields.ts";
import { followFields } from "./follow.ts";
import type { SeenField } from "./follow.ts";
import { budgetOf, centralWorld } from "./half-width.ts";
import { layersOf } from "./layers.ts";
import type { PaddyLookInput } from "./look.ts";
import { looksOf } from "./observe.ts";
import type { PaddyParameters } from "./terms.ts";
import { judgeFields } from "./parcels.ts";
import { passesOf } from "./passes.ts";
import { clusterOf, samplingHalfWidthKg } from "./sampling.ts";
import type { Scheme } from "./scheme.ts";
import { tally } from "./tally.ts";

/**
 * Measures a paddy project from what its fields showed; see `Measurement` for rounding and sign. Amounts are against the scheme's
 * reference regime: measured is what the project fields avoided, baseline what they would have avoided had they been
 * managed as the control fields were seen to be that were chosen for them. The looks of the history tell wet from dry as well.
 *
 * @param input its fields are the project's and the chosen controls.
 * @throws SixfoldError SERVICE_DUPLICATE_FIELD, SERVICE_NO_CONTROL, SERVICE_NOTHING_CLAIMED,
 * SERVICE_OBSERVED_FRACTION, SERVICE_DATETIME
 */
export const measurePaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  { project, parameters, ground, plan }: PaddyLookInput<P>,
  chosen: ChosenControls,
  seenFields: SeenFields,
): Measurement => {
  const { observation } = parameters;
  const fields = labelFields(project.fields);
  const areas = new Map(fields.map(({ id, label }) => [id, roundArea(seenFields.areas.get(label))]));
  const innerPixels = fields.map(({ id }) => (areas.get(id) as FieldArea).innerPixels);
  const looks = looksOf(
    seenFields.sums,
    passesOf({ steps: plan.steps }).passes,
    innerPixels,
    observation.minValidFraction,
  );
  const seen = fields.map(({ id, label, role }): SeenField => ({
    id,
    role,
    innerPixels: innerPixels[label] as number,
    looks: [...(chosen.history.get(id)?.looks ?? []), ...(looks[label] ?? [])],
  }));
  const calibration = calibrate(
    seen.flatMap(({ role, looks: own }) => (role === "control" ? [own] : [])),
    parameters,
  );
  const followed = followFields(seen, calibration, parameters);
  const judgedFields = judgeFields(scheme, followed, chosen.byField, areas, parameters);
  const judged = judgedFields.project;

  const resolved = new Set(judged.flatMap(({ parcel, refusal }) => (refusal === undefined ? [parcel.fieldId] : [])));
  const claimed = sumExact([...seenFields.areas.values()].flatMap(({ claimedM2 }) => claimedM2));
  const observed = sumExact(
    fields.flatMap(({ id, label }) => (resolved.has(id) ? (seenFields.areas.get(label)?.claimedM2 ?? []) : [])),
  );
  const [claimedM2, observedM2] = [wholeDown(claimed), wholeDown(observed)];
  const refusals = Object.fromEntries(judged.map(({ parcel, refusal }) => [parcel.fieldId, refusal ?? "none"]));
  if (claimedM2 === 0n) {
    throw new SixfoldError({
      code: "SERVICE_NOTHING_CLAIMED",
      failure: "check",
      field: "ground",
      value: ground.length,
      rule: "at least one pixel's centre lies in a claimed cell",
    });
  }
  if (observed < observation.minObservedFraction * claimed) {
    throw new SixfoldError({
      code: "SERVICE_OBSERVED_FRACTION",
      failure: "check",
      field: "observedM2",
      value: { observedM2: observedM2.toString(), claimedM2: claimedM2.toString(), refusals },
      rule: `the water regime is resolved on at least ${observation.minObservedFraction} of the claimed area`,
    });
  }

  const parcels = judged.map(({ parcel }) => parcel);
  const amounts = tally(parcels, scheme.regimes, parameters, centralWorld(scheme, parameters));
  const clusters = new Map(fields.map(({ id, boundary }) => [id, clusterOf(boundary)]));
  const budget = budgetOf(scheme, parcels, parameters, samplingHalfWidthKg(scheme, judgedFields, clusters, parameters));
  return {
    kind: "measurement",
    measuredKg: wholeDown(amounts.measuredKg),
    baselineKg: wholeUp(amounts.baselineKg),
    leakageKg: wholeUp(amounts.leakageKg),
    halfWidthKg: wholeUp(budget.halfWidthKg),
    claimedM2,
    observedM2,
    refused: plan.refused,
    layers: layersOf(plan.grid, seenFields.runs, followed, resolved),
    diagnostics: describe({ plan, chosen, areas, calibration, followed, judged, budget, claimedM2, observedM2 }),
  };
};
