import type { FieldRole } from "../common/types.ts";
import { pdfsOfField, seasonSpans } from "./calibrate.ts";
import type { Calibration } from "./calibrate.ts";
import { drainIntervals } from "./drained-days.ts";
import type { DrainInterval, VisibleSpan } from "./drained-days.ts";
import { inferStates } from "./inundation.ts";
import type { FieldLook, InferredLook } from "./inundation.ts";
import type { PaddyParameters } from "./terms.ts";
import { canopyShare, isRice } from "./land-use.ts";
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
  const short = ({ visible, established }: FollowedSeason): boolean =>
    visible !== undefined && visible.closes - (established as number) < observation.minVisibleDays;
  if (seasons.some(short)) return "season-too-short-to-see";
  return undefined;
};

/** States, visible spans and drain intervals of each field, and whether it can be used at all. */
export const followFields = (
  fields: readonly SeenField[],
  calibration: Calibration,
  parameters: PaddyParameters,
): readonly FollowedField[] => {
  const spans = seasonSpans(parameters);
  return fields.map((field) => {
    const looks = inferStates(field.looks, pdfsOfField(calibration, field.id, parameters), parameters.inundation);
    const seasons = parameters.seasons.map((season, index): FollowedSeason => {
      const span = spans[index] as SeasonDays;
      const visible = visibleSpan(looks, span);
      const seen = visible === undefined ? [] : drainIntervals(looks, visible, parameters.observation.maxGapDays);
      const established =
        visible === undefined ? undefined : establishedFrom(seen, visible, parameters.drainage.establishmentDays);
      const inSeason = looks.filter(({ day }) => day >= span.start && day < span.end);
      return {
        seasonId: season.id,
        visible,
        established,
        canopyShare: canopyShare(inSeason, parameters.inundation.canopyVhDb),
        intervals: seen.filter(({ previousWet }) => established !== undefined && previousWet >= established),
        possible: visible === undefined ? [] : [...possibleEarlierDrainage(looks, span, visible), ...seen],
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
