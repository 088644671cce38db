import { dateOf } from "../common/day.ts";
import type { JsonValue } from "../common/types.ts";
import type { Calibration } from "./calibrate.ts";
import type { ChosenControls } from "./choose.ts";
import { AGE_BIN_DAYS } from "./crop.ts";
import type { DrainInterval } from "./drained-days.ts";
import type { FieldArea } from "./field-area.ts";
import type { FollowedField } from "./follow.ts";
import type { Budget } from "./half-width.ts";
import type { BackscatterPdf } from "./mixture.ts";
import type { JudgedField } from "./parcels.ts";
import type { RegimeChances } from "./scheme.ts";
import type { SeasonChances } from "./season-chances.ts";
import type { PaddyPlan } from "./plan.ts";

/** Hundredths: integers survive every JSON reader unchanged. */
const hundredths = (value: number): number => Math.round(value * 100);

const dateOrNull = (day: number | undefined): string | null => (day === undefined ? null : dateOf(day));

const describeInterval = ({
  previousWet,
  nextWet,
  firstDry,
  lastDry,
  dryLooks,
  dryRuns,
  minDays,
  maxDays,
}: DrainInterval) => ({
  previousWet: dateOf(previousWet),
  nextWet: dateOrNull(nextWet),
  firstDry: dateOrNull(firstDry),
  lastDry: dateOrNull(lastDry),
  dryLooks,
  dryRuns,
  minDays,
  maxDays,
});

const describePdf = ({ vvMean, vvSd, vhMean, vhSd }: BackscatterPdf) => ({
  vvMeanCentidB: hundredths(vvMean),
  vvSdCentidB: hundredths(vvSd),
  vhMeanCentidB: hundredths(vhMean),
  vhSdCentidB: hundredths(vhSd),
});

const ppm = (share: number): number => Math.round(share * 1_000_000);

/** Of one drainage or more and of two or more: the least and the greatest that lost looks allow, and before any look. */
const describeChances = ({ least, most, before }: SeasonChances): JsonValue => ({
  oncePpm: { least: ppm(least.once), most: ppm(most.once), before: ppm(before.once) },
  twicePpm: { least: ppm(least.twice), most: ppm(most.twice), before: ppm(before.twice) },
});

const partsPerMillion = <R extends string>(finding: RegimeChances<R> | undefined): JsonValue =>
  finding === undefined
    ? null
    : Object.fromEntries(Object.entries<number>(finding).map(([regime, chance]) => [regime, ppm(chance)]));

/** The likeliest regime, of equally likely ones the first; null where a field is refused. */
const likeliest = <R extends string>(finding: RegimeChances<R> | undefined): string | null =>
  finding === undefined
    ? null
    : Object.entries<number>(finding).reduce((best, each) => (each[1] > best[1] ? each : best))[0];

/** Of every candidate what became of it, and how alike the sides are: in hundredths of a standard deviation or of a dB. */
const describeChosen = ({ study, ground, byField }: ChosenControls): JsonValue => ({
  looks: study.days.map(dateOf),
  ofField: Object.fromEntries(byField),
  candidates: Object.fromEntries(ground.fates.map((fate, row) => [study.candidates.ids[row] as string, fate])),
  balance: ground.balance.map(({ feature, before, after, varianceRatio }) => ({
    feature,
    beforeCentiSd: hundredths(before),
    afterCentiSd: hundredths(after),
    varianceRatioPercent: hundredths(varianceRatio),
  })),
  trend: {
    driftCentidB: hundredths(ground.trend.drift.difference),
    halfWidth90CentidB: hundredths(ground.trend.halfWidth90),
    limitCentidB: hundredths(ground.trend.limit),
  },
  placebo: {
    differenceCentidB: hundredths(ground.placebo.contrast.difference),
    halfWidth95CentidB: hundredths(ground.placebo.halfWidth95),
  },
  clusters: { ...ground.trend.drift.clusters },
});

/** Everything a reader needs to follow a field from looks to regime. JSON with integers and strings only. */
export const describe = <R extends string>({
  plan,
  chosen,
  areas,
  calibration,
  followed,
  judged,
  budget,
  claimedM2,
  observedM2,
}: {
  readonly plan: PaddyPlan;
  readonly chosen: ChosenControls;
  readonly areas: ReadonlyMap<string, FieldArea>;
  readonly calibration: Calibration;
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
    sampling: Math.ceil(budget.samplingKg),
    area: Math.ceil(budget.areaKg),
  },
  controls: describeChosen(chosen),
  refusedScenes: plan.refused.map(({ sceneId, rule }) => ({ sceneId, rule })),
  tracks: Object.fromEntries(
    [...new Set([...plan.history, ...plan.steps].flat().map(({ track }) => track))].sort().map((track) => {
      const view = calibration.views.get(track);
      return [
        track,
        view === undefined
          ? null
          : {
              wet: describePdf(view.surface.wet),
              dry: describePdf(view.surface.dry),
              canopy:
                view.canopy === undefined
                  ? null
                  : { vvCentidB: hundredths(view.canopy.vvDb), vhCentidB: hundredths(view.canopy.vhDb) },
            },
      ];
    }),
  ),
  growth: {
    binDays: AGE_BIN_DAYS,
    transmissivityPpm: calibration.growth.map(ppm),
  },
  fields: followed.map(({ id, role, looks, seasons, refusal }): JsonValue => {
    const judgement = judged.find(({ parcel }) => parcel.fieldId === id);
    return {
      id,
      role,
      innerPixels: areas.get(id)?.innerPixels ?? 0,
      claimedM2: Math.floor(areas.get(id)?.claimedM2 ?? 0),
      refusal: refusal ?? judgement?.refusal ?? null,
      looks: looks.map((look) => ({
        date: dateOf(look.day),
        track: look.track,
        vvCentidB: hundredths(look.vvDb),
        vhCentidB: hundredths(look.vhDb),
        dryPpm: ppm(look.dryProbability),
        canopy: look.canopy,
        state: look.state,
      })),
      seasons: seasons.map(
        ({ seasonId, visible, established, canopyShare, intervals, chances, looks: count }, index) => ({
          id: seasonId,
          looks: count,
          opens: dateOrNull(visible?.opens),
          closes: dateOrNull(visible?.closes),
          established: dateOrNull(established),
          canopyPpm: ppm(canopyShare),
          intervals: intervals.map(describeInterval),
          chances: chances === undefined ? null : describeChances(chances),
          regimePpm: partsPerMillion(judgement?.parcel.seasons[index]?.finding),
          regime: likeliest(judgement?.parcel.seasons[index]?.finding),
        }),
      ),
    };
  }),
});
