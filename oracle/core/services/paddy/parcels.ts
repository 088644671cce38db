import { SixfoldError } from "../../errors.ts";
import type { FieldRule, FollowedField, FollowedSeason } from "./follow.ts";
import type { FieldArea } from "./field-area.ts";
import type { PaddyParameters } from "./parameters.ts";
import type { Scheme } from "./scheme.ts";
import type { Parcel, ParcelSeason } from "./tally.ts";

/** A project field as it is counted, and why it is not where it is refused. */
export type JudgedField<R extends string> = {
  readonly parcel: Parcel<R>;
  readonly refusal: FieldRule | undefined;
};

/** A control field and the most drained regimes that its looks allow, one a season. */
export type JudgedControl<R extends string> = {
  readonly id: string;
  readonly areaM2: number;
  readonly regimes: readonly R[];
};

export type JudgedFields<R extends string> = {
  readonly project: readonly JudgedField<R>[];
  readonly controls: readonly JudgedControl<R>[];
};

const seasonOf = ({ seasons }: FollowedField, index: number): FollowedSeason => seasons[index] as FollowedSeason;

/** Area shares of the regimes of one season. */
const sharesOf = <R extends string>(
  regimes: readonly R[],
  controls: readonly JudgedControl<R>[],
  season: number,
): Readonly<Record<R, number>> => {
  const total = controls.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const shares = Object.fromEntries(regimes.map((regime) => [regime, 0])) as Record<R, number>;
  controls.forEach(({ areaM2, regimes: own }) => {
    shares[own[season] as R] += areaM2 / total;
  });
  return shares;
};

/**
 * Judges every project field against all controls. None drops out: one that is refused counts as the most drained regime
 * there is, or else it would pay to name controls that can not be read; and one that was flooded at another time counts as
 * it was seen, or else it would pay to name a single one that was not. But a field is only compared where at least
 * `minControlFields` usable controls were flooded within `matchOnsetDays` of it; otherwise it is refused, and charged the
 * baseline all the same.
 *
 * @param areas by field id.
 * @throws SixfoldError SERVICE_NO_CONTROL where fewer than `minControlFields` controls can be used: a baseline is
 * observed or there is none.
 */
export const judgeFields = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  fields: readonly FollowedField[],
  areas: ReadonlyMap<string, FieldArea>,
  parameters: P,
): JudgedFields<R> => {
  const { minControlFields, matchOnsetDays } = parameters.observation;
  const all = fields.filter(({ role }) => role === "control");
  const usable = all.filter(({ refusal }) => refusal === undefined);
  if (usable.length < minControlFields) {
    throw new SixfoldError({
      code: "SERVICE_NO_CONTROL",
      failure: "check",
      field: "fields",
      value: { usable: usable.length, refused: all.length - usable.length },
      rule: `a baseline needs at least ${minControlFields} usable control fields; it is never declared`,
    });
  }
  const mostDrained = scheme.regimes.at(-1) as R;
  const seasonsOf = parameters.seasons.map((_, season) => usable.map((control) => seasonOf(control, season)));
  const controls = all.map((control): JudgedControl<R> => ({
    id: control.id,
    areaM2: areas.get(control.id)?.wholeM2 as number,
    regimes: seasonsOf.map((seasons, season) =>
      control.refusal === undefined ? scheme.most(seasonOf(control, season), seasons, parameters) : mostDrained,
    ),
  }));
  const shares = seasonsOf.map((_, season) => sharesOf(scheme.regimes, controls, season));

  const project = fields
    .filter(({ role }) => role === "project")
    .map(({ id, seasons, refusal }) => {
      const { claimedM2, claimedPixels, edgePixels } = areas.get(id) as FieldArea;
      let rule = refusal;
      const judged = seasons.map((season, index): ParcelSeason<R> => {
        const controlSeasons = seasonsOf[index] as readonly FollowedSeason[];
        const onset = season.visible?.opens;
        const matched = controlSeasons.filter(({ visible }) => {
          return onset !== undefined && visible !== undefined && Math.abs(visible.opens - onset) <= matchOnsetDays;
        });
        if (matched.length < minControlFields) rule ??= "season-too-few-controls";
        const finding = rule === undefined ? scheme.least(season, controlSeasons, parameters) : undefined;
        if (finding === undefined) rule ??= "season-insufficient-evidence";
        return { finding, controlShares: shares[index] as Readonly<Record<R, number>> };
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
