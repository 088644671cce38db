import type { FieldRole } from "../common/types.ts";
import { pdfsOfField, seasonSpans } from "./calibrate.ts";
import type { Calibration } from "./calibrate.ts";
import { drainIntervals } from "./drained-days.ts";
import type { DrainInterval, VisibleSpan } from "./drained-days.ts";
import { inferStates } from "./inundation.ts";
import type { FieldLook, InferredLook } from "./inundation.ts";
import type { PaddyParameters } from "./parameters.ts";
import { isPaddy, paddySignature } from "./signature.ts";
import type { PaddySignature } from "./signature.ts";
import { visibleSpan, possibleEarlierDrainage } from "./visible-span.ts";
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
  | "field-no-paddy-signature"
  | "season-too-few-looks"
  | "season-no-flooding-seen"
  | "season-too-short-to-see"
  | "season-insufficient-evidence"
  | "season-no-matched-control";

export type FollowedSeason = {
  readonly seasonId: string;
  readonly visible: VisibleSpan | undefined;
  readonly intervals: readonly DrainInterval[];
  /** The same and what may have been drained before the first wet look: for bounds from above. */
  readonly possible: readonly DrainInterval[];
  readonly looks: number;
};

export type FollowedField = {
  readonly id: string;
  readonly role: FieldRole;
  readonly looks: readonly InferredLook[];
  readonly signature: PaddySignature | undefined;
  /** One per season of the parameters, in their order. */
  readonly seasons: readonly FollowedSeason[];
  readonly refusal: FieldRule | undefined;
};

const refusalOf = (
  { innerPixels }: SeenField,
  signature: PaddySignature | undefined,
  seasons: readonly FollowedSeason[],
  { observation, signature: rule }: PaddyParameters,
): FieldRule | undefined => {
  if (innerPixels < observation.minFieldPixels) return "field-too-few-pixels";
  if (seasons.some(({ looks }) => looks < observation.minLooks)) return "season-too-few-looks";
  if (signature === undefined || !isPaddy(signature, rule)) return "field-no-paddy-signature";
  if (seasons.some(({ visible }) => visible === undefined)) return "season-no-flooding-seen";
  const short = ({ visible }: FollowedSeason): boolean =>
    visible !== undefined && visible.closes - visible.opens < observation.minVisibleDays;
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
      const intervals = visible === undefined ? [] : drainIntervals(looks, visible, parameters.observation.maxGapDays);
      return {
        seasonId: season.id,
        visible,
        intervals,
        possible: visible === undefined ? [] : [...possibleEarlierDrainage(looks, span, visible), ...intervals],
        looks: looks.filter(({ day }) => day >= span.start && day < span.end).length,
      };
    });
    const signature = looks.length === 0 ? undefined : paddySignature(looks, parameters.signature);
    return {
      id: field.id,
      role: field.role,
      looks,
      signature,
      seasons,
      refusal: refusalOf(field, signature, seasons, parameters),
    };
  });
};
