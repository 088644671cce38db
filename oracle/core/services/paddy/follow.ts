import type { FieldRole } from "../common/types.ts";
import { cropsOf, pdfsOfCrops, seasonSpans } from "./calibrate.ts";
import type { Calibration } from "./calibrate.ts";
import type { Evidence } from "./chances.ts";
import { drainIntervals } from "./drained-days.ts";
import type { DrainInterval, VisibleSpan } from "./drained-days.ts";
import { evidenceOf, greatestEvidence, inferStates } from "./inundation.ts";
import type { FieldLook, InferredLook, PdfsOf } from "./inundation.ts";
import type { Pass } from "./passes.ts";
import type { PaddyParameters } from "./terms.ts";
import { canopyShare, isRice } from "./land-use.ts";
import { lostDays, plannedPasses, seenBefore } from "./lost-looks.ts";
import { seasonChances } from "./season-chances.ts";
import type { SeasonChances } from "./season-chances.ts";
import { establishedFrom, possibleEarlierDrainage, visibleSpan } from "./visible-span.ts";
import type { SeasonDays } from "./visible-span.ts";

/** A field's looks with what the map knows of it. */
export type SeenField = {
  readonly id: string;
  readonly role: FieldRole;
  readonly innerPixels: number;
  readonly looks: readonly FieldLook[];
};

/** Why a field is not used. */
export type FieldRule =
  | "field-too-few-pixels"
  | "season-no-rice"
  | "season-too-few-looks"
  | "season-no-flooding-seen"
  | "season-too-short-to-see"
  | "season-insufficient-evidence"
  | "field-without-controls";

export type FollowedSeason = {
  readonly seasonId: string;
  /** From the first wet look on. */
  readonly visible: VisibleSpan | undefined;
  /** The day from which a drainage is practice; undefined where nothing is visible. */
  readonly established: number | undefined;
  /** Share of looks that show a canopy. */
  readonly canopyShare: number;
  /** Since the crop is established. */
  readonly intervals: readonly DrainInterval[];
  /** The same and what may have been drained before: for bounds from above. */
  readonly possible: readonly DrainInterval[];
  /** Of drainages of an established crop; undefined where nothing is visible. */
  readonly chances: SeasonChances | undefined;
  readonly looks: number;
};

export type FollowedField = {
  readonly id: string;
  readonly role: FieldRole;
  readonly looks: readonly InferredLook[];
  /** One per season of the parameters, in their order. */
  readonly seasons: readonly FollowedSeason[];
  readonly refusal: FieldRule | undefined;
};

const refusalOf = (
  { innerPixels }: SeenField,
  seasons: readonly FollowedSeason[],
  { observation, landUse }: PaddyParameters,
): FieldRule | undefined => {
  if (innerPixels < observation.minFieldPixels) return "field-too-few-pixels";
  if (seasons.some(({ looks }) => looks < observation.minLooks)) return "season-too-few-looks";
  if (seasons.some((season) => !isRice(season.canopyShare, landUse))) return "season-no-rice";
  if (seasons.some(({ visible }) => visible === undefined)) return "season-no-flooding-seen";
  const short = ({ visible }: FollowedSeason): boolean =>
    visible !== undefined && visible.closes - visible.opens < observation.minVisibleDays;
  if (seasons.some(short)) return "season-too-short-to-see";
  return undefined;
};

/** What the looks of each day say of soil against water. */
const evidenceByDay = (
  looks: readonly FieldLook[],
  pdfsOf: PdfsOf,
  inundation: PaddyParameters["inundation"],
): Evidence => {
  const byDay = new Map<number, number>();
  for (const look of looks) {
    byDay.set(look.day, (byDay.get(look.day) ?? 0) + evidenceOf(look, pdfsOf(look), inundation));
  }
  return byDay;
};

/** States, visible spans, drain intervals and chances of each field, and whether it can be used at all. */
export const followFields = (
  fields: readonly SeenField[],
  calibration: Calibration,
  parameters: PaddyParameters,
): readonly FollowedField[] => {
  const spans = seasonSpans(parameters);
  const { inundation, drainage } = parameters;
  const rule = { ...inundation, ...drainage };
  const bound = greatestEvidence(inundation);
  const all = fields.flatMap(({ looks }) => looks);
  const planned = spans.map((span) => plannedPasses(all, span));
  return fields.map((field) => {
    const crops = cropsOf(field.looks, calibration, parameters);
    const pdfsOf = pdfsOfCrops(calibration, crops, parameters);
    const looks = inferStates(field.looks, pdfsOf, inundation);
    const evidence = evidenceByDay(field.looks, pdfsOf, inundation);
    const seasons = parameters.seasons.map((season, index): FollowedSeason => {
      const span = spans[index] as SeasonDays;
      const flooded = crops[index]?.flooded;
      const visible = flooded === undefined ? undefined : visibleSpan(flooded, calibration.visibleDays, span);
      const lost = lostDays(field.looks, planned[index] as readonly Pass[], parameters.observation.maxGapDays);
      const seen = visible === undefined ? [] : drainIntervals(looks, visible, parameters.observation.maxGapDays);
      const established =
        visible === undefined ? undefined : establishedFrom(seen, visible, drainage.establishmentDays);
      const inSeason = looks.filter(({ day }) => day >= span.start && day < span.end);
      return {
        seasonId: season.id,
        visible,
        established,
        canopyShare: canopyShare(inSeason, inundation.canopyVhDb),
        intervals: seen.filter(({ previousWet }) => established !== undefined && previousWet >= established),
        possible: visible === undefined ? [] : [...possibleEarlierDrainage(looks, span, visible), ...seen],
        chances:
          flooded === undefined
            ? undefined
            : seasonChances(
                {
                  evidence,
                  lost,
                  flooded,
                  before: seenBefore(flooded, planned[index] as readonly Pass[], lost),
                  visibleDays: calibration.visibleDays,
                  season: span,
                },
                rule,
                bound,
              ),
        looks: inSeason.length,
      };
    });
    return {
      id: field.id,
      role: field.role,
      looks,
      seasons,
      refusal: refusalOf(field, seasons, parameters),
    };
  });
};
