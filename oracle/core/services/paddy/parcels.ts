import { SixfoldError } from "../../errors.ts";
import type { FieldArea } from "./field-area.ts";
import type { FieldRule, FollowedField, FollowedSeason } from "./follow.ts";
import type { PaddyParameters } from "./terms.ts";
import { mostDrained } from "./scheme.ts";
import type { RegimeChances, Scheme } from "./scheme.ts";
import type { Parcel, ParcelSeason } from "./tally.ts";

/** A project field as it is counted, and why it is not where it is refused. */
export type JudgedField<R extends string> = {
  readonly parcel: Parcel<R>;
  readonly refusal: FieldRule | undefined;
};

/** A control field, what its looks leave open of its regimes, one a season, and how much ground it speaks for. */
export type JudgedControl<R extends string> = {
  readonly id: string;
  readonly weightM2: number;
  readonly regimes: readonly RegimeChances<R>[];
};

export type JudgedFields<R extends string> = {
  readonly project: readonly JudgedField<R>[];
  readonly controls: readonly JudgedControl<R>[];
};

const seasonOf = ({ seasons }: FollowedField, index: number): FollowedSeason => seasons[index] as FollowedSeason;

/** Chances of the regimes of one season, by weight. */
const sharesOf = <R extends string>(
  regimes: readonly R[],
  controls: readonly JudgedControl<R>[],
  season: number,
): RegimeChances<R> => {
  const total = controls.reduce((sum, { weightM2 }) => sum + weightM2, 0);
  const shares = Object.fromEntries(regimes.map((regime) => [regime, 0])) as Record<R, number>;
  controls.forEach(({ weightM2, regimes: own }) => {
    const chances = own[season] as RegimeChances<R>;
    for (const regime of regimes) shares[regime] += (weightM2 / total) * chances[regime];
  });
  return shares;
};

/** Whether both were flooded at about one time; a project field that was never seen flooded is refused anyway. */
const isSameOnset = (field: FollowedSeason, control: FollowedSeason, matchOnsetDays: number): boolean =>
  field.visible === undefined ||
  (control.visible !== undefined && Math.abs(control.visible.opens - field.visible.opens) <= matchOnsetDays);

/**
 * Judges every project field against the controls that were chosen for it before the period, each with an even share of its
 * ground. None drops out: one that can not be read, or was flooded at another time than its field, counts as the most
 * drained regime there is. A field without controls is refused and charged what all controls did.
 *
 * @param fields of the project, and all chosen controls.
 * @param chosen ids of each field's controls.
 * @param areas by field id.
 * @throws SixfoldError SERVICE_NO_CONTROL where fewer controls can be read than one field needs.
 */
export const judgeFields = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  fields: readonly FollowedField[],
  chosen: ReadonlyMap<string, readonly string[]>,
  areas: ReadonlyMap<string, FieldArea>,
  parameters: P,
): JudgedFields<R> => {
  const { matchOnsetDays } = parameters.observation;
  const { controlsPerUnit } = parameters.controls;
  const all = fields.filter(({ role }) => role === "control");
  const usable = all.filter(({ refusal }) => refusal === undefined);
  if (usable.length < controlsPerUnit) {
    throw new SixfoldError({
      code: "SERVICE_NO_CONTROL",
      failure: "check",
      field: "fields",
      value: { usable: usable.length, refused: all.length - usable.length },
      rule: `a baseline needs at least ${controlsPerUnit} usable control fields; it is never declared`,
    });
  }
  const worst = mostDrained(scheme);
  const seasonsOf = parameters.seasons.map((_, season) => usable.map((control) => seasonOf(control, season)));
  const byId = new Map(fields.map((field) => [field.id, field]));
  const areaOf = ({ id }: FollowedField): FieldArea => areas.get(id) as FieldArea;
  const controlOf = (field: FollowedField, control: FollowedField, weightM2: number): JudgedControl<R> => ({
    id: control.id,
    weightM2,
    regimes: seasonsOf.map((seasons, season) => {
      const own = seasonOf(control, season);
      const tells = control.refusal === undefined && isSameOnset(seasonOf(field, season), own, matchOnsetDays);
      return tells ? scheme.most(own, seasons, parameters) : worst;
    }),
  });
  const projectFields = fields.filter(({ role }) => role === "project");
  const controlsOf = new Map(
    projectFields.map((field) => {
      const ids = chosen.get(field.id) ?? [];
      const weightM2 = areaOf(field).claimedM2 / ids.length;
      return [field.id, ids.map((id) => controlOf(field, byId.get(id) as FollowedField, weightM2))];
    }),
  );
  const controls = [...controlsOf.values()].flat();

  const project = projectFields.map((field) => {
    const { id, seasons, refusal } = field;
    const { claimedM2, claimedPixels, edgePixels } = areaOf(field);
    const own = controlsOf.get(id) as readonly JudgedControl<R>[];
    let rule = refusal ?? (own.length === 0 ? "field-without-controls" : undefined);
    const judged = seasons.map((season, index): ParcelSeason<R> => {
      const controlSeasons = seasonsOf[index] as readonly FollowedSeason[];
      const finding = rule === undefined ? scheme.least(season, controlSeasons, parameters) : undefined;
      if (finding === undefined) rule ??= "season-insufficient-evidence";
      return { finding, controlShares: sharesOf(scheme.regimes, own.length === 0 ? controls : own, index) };
    });
    // A field earns for all seasons or for none: what is not observed throughout is not observed (L14).
    const counted = rule === undefined ? judged : judged.map((season) => ({ ...season, finding: undefined }));
    return {
      parcel: { fieldId: id, areaM2: claimedM2, pixels: claimedPixels, edgePixels, seasons: counted },
      refusal: rule,
    };
  });
  return { project, controls };
};
