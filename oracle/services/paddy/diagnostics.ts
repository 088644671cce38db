import { dateOf } from "../day.ts";
import type { JsonValue, Plan } from "../types.ts";
import type { DrainInterval } from "./drained-days.ts";
import type { FieldArea } from "./field-area.ts";
import type { FollowedField } from "./follow.ts";
import type { Budget } from "./half-width.ts";
import type { BackscatterPdf, WaterPdfs } from "./mixture.ts";
import type { JudgedField } from "./parcels.ts";

/** Hundredths: integers survive every JSON reader unchanged. */
const hundredths = (value: number): number => Math.round(value * 100);

const dateOrNull = (day: number | undefined): string | null => (day === undefined ? null : dateOf(day));

const describeInterval = ({ previousWet, nextWet, firstDry, lastDry, dryLooks, minDays, maxDays }: DrainInterval) => ({
  previousWet: dateOf(previousWet),
  nextWet: dateOrNull(nextWet),
  firstDry: dateOrNull(firstDry),
  lastDry: dateOrNull(lastDry),
  dryLooks,
  minDays,
  maxDays,
});

const describePdf = ({ vvMean, vvSd, vhMean, vhSd }: BackscatterPdf) => ({
  vvMeanCentidB: hundredths(vvMean),
  vvSdCentidB: hundredths(vvSd),
  vhMeanCentidB: hundredths(vhMean),
  vhSdCentidB: hundredths(vhSd),
});

/** Everything a reader needs to follow a field from looks to regime. JSON with integers and strings only. */
export const describe = <R extends string>({
  plan,
  areas,
  pdfsByTrack,
  followed,
  judged,
  budget,
  claimedM2,
  observedM2,
}: {
  readonly plan: Plan;
  readonly areas: ReadonlyMap<string, FieldArea>;
  readonly pdfsByTrack: ReadonlyMap<string, WaterPdfs>;
  readonly followed: readonly FollowedField[];
  readonly judged: readonly JudgedField<R>[];
  readonly budget: Budget;
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
}): JsonValue => ({
  area: {
    claimedM2: claimedM2.toString(),
    observedM2: observedM2.toString(),
    unobservedM2: (claimedM2 - observedM2).toString(),
  },
  budgetKg: {
    halfWidth: Math.ceil(budget.halfWidthKg),
    emission: Math.ceil(budget.emissionKg),
    classification: Math.ceil(budget.classificationKg),
    area: Math.ceil(budget.areaKg),
  },
  refusedScenes: plan.refused.map(({ sceneId, rule }) => ({ sceneId, rule })),
  tracks: Object.fromEntries(
    [...new Set(plan.reads.map(({ track }) => track))].sort().map((track) => {
      const pdfs = pdfsByTrack.get(track);
      return [track, pdfs === undefined ? null : { wet: describePdf(pdfs.wet), dry: describePdf(pdfs.dry) }];
    }),
  ),
  fields: followed.map(({ id, role, looks, signature, seasons, refusal }): JsonValue => {
    const judgement = judged.find(({ parcel }) => parcel.fieldId === id);
    return {
      id,
      role,
      innerPixels: areas.get(id)?.innerPixels ?? 0,
      claimedM2: Math.floor(areas.get(id)?.claimedM2 ?? 0),
      refusal: refusal ?? judgement?.refusal ?? null,
      signature:
        signature === undefined
          ? null
          : {
              vhRangeCentidB: hundredths(signature.vhRangeDb),
              rises: signature.rises,
              vhMinCentidB: hundredths(signature.vhMinDb),
            },
      looks: looks.map((look) => ({
        date: dateOf(look.day),
        track: look.track,
        vvCentidB: hundredths(look.vvDb),
        vhCentidB: hundredths(look.vhDb),
        dryPpm: Math.round(look.dryProbability * 1_000_000),
        canopy: look.canopy,
        state: look.state,
      })),
      seasons: seasons.map(({ seasonId, window, intervals, looks: count }, index) => ({
        id: seasonId,
        looks: count,
        opens: dateOrNull(window?.opens),
        closes: dateOrNull(window?.closes),
        intervals: intervals.map(describeInterval),
        regime: judgement?.parcel.seasons[index]?.finding?.regime ?? null,
      })),
    };
  }),
});
