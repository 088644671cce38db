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

type Control = { readonly area: number; readonly seasons: readonly FollowedSeason[] };

const sharesOf = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  controls: readonly Control[],
  seasonIndex: number,
  parameters: P,
): Readonly<Record<R, number>> => {
  const seasons = controls.map((control) => control.seasons[seasonIndex] as FollowedSeason);
  const total = controls.reduce((sum, { area }) => sum + area, 0);
  const shares = Object.fromEntries(scheme.regimes.map((regime) => [regime, 0])) as Record<R, number>;
  controls.forEach(({ area }, index) => {
    shares[scheme.most(seasons[index] as FollowedSeason, seasons, parameters)] += area / total;
  });
  return shares;
};

/**
 * Judges every project field against the controls whose flooding began within `matchOnsetDays` of its own, weighted by
 * their area. A field that is refused, or has no matched control, is charged the baseline of all usable controls.
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
): readonly JudgedField<R>[] => {
  const { minControlFields, matchOnsetDays } = parameters.observation;
  const usable = fields.filter(({ role, refusal }) => role === "control" && refusal === undefined);
  if (usable.length < minControlFields) {
    throw new SixfoldError({
      code: "SERVICE_NO_CONTROL",
      failure: "check",
      field: "fields",
      value: { usable: usable.length, refused: fields.filter(({ role }) => role === "control").length - usable.length },
      rule: `a baseline needs at least ${minControlFields} usable control fields; it is never declared`,
    });
  }
  const controls = usable.map(({ id, seasons }): Control => ({ area: areas.get(id)?.wholeM2 as number, seasons }));

  return fields
    .filter(({ role }) => role === "project")
    .map(({ id, seasons, refusal }) => {
      const { claimedM2, claimedPixels, edgePixels } = areas.get(id) as FieldArea;
      let rule = refusal;
      const judged = seasons.map((season, seasonIndex): ParcelSeason<R> => {
        const onset = season.visible?.opens;
        const matched = controls.filter(({ seasons: theirs }) => {
          const theirOnset = theirs[seasonIndex]?.visible?.opens;
          return onset !== undefined && theirOnset !== undefined && Math.abs(theirOnset - onset) <= matchOnsetDays;
        });
        const basis = rule === undefined && matched.length > 0 ? matched : controls;
        if (matched.length === 0) rule ??= "season-no-matched-control";
        const controlSeasons = basis.map((control) => control.seasons[seasonIndex] as FollowedSeason);
        const finding = rule === undefined ? scheme.least(season, controlSeasons, parameters) : undefined;
        if (finding === undefined) rule ??= "season-insufficient-evidence";
        return { finding, controlShares: sharesOf(scheme, basis, seasonIndex, parameters) };
      });
      // A field earns for all seasons or for none: what is not observed throughout is not observed (L14).
      const counted = rule === undefined ? judged : judged.map((season) => ({ ...season, finding: undefined }));
      return {
        parcel: { fieldId: id, areaM2: claimedM2, pixels: claimedPixels, edgePixels, seasons: counted },
        refusal: rule,
      };
    });
};
