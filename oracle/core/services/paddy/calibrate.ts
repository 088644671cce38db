import { dayOf } from "../common/day.ts";
import { fitGrowth, isBare, pdfsAt } from "./crop.ts";
import type { AgedLook, Growth, TrackView } from "./crop.ts";
import { inferStates } from "./inundation.ts";
import type { FieldLook, PdfsOf } from "./inundation.ts";
import { fitWaterPdfs } from "./mixture.ts";
import type { Backscatter } from "./mixture.ts";
import type { PaddyParameters } from "./terms.ts";
import { visibleSpan } from "./visible-span.ts";
import type { SeasonDays } from "./visible-span.ts";

/** A field's looks, whatever its role: project and control are calibrated alike and together. */
export type CalibratedField = { readonly id: string; readonly looks: readonly FieldLook[] };

/** First look at water in a season, and the season's end, days. */
type Crop = { readonly flooded: number; readonly end: number };

export type Calibration = {
  /** Every track that tells wet from dry. */
  readonly views: ReadonlyMap<string, TrackView>;
  readonly growth: Growth;
  /** By field id, in order of time. */
  readonly crops: ReadonlyMap<string, readonly Crop[]>;
};

/** Estimates of ground and growth by turns: more changes no state that is called. */
const ROUNDS = 3;

export const seasonSpans = ({ seasons }: PaddyParameters): readonly SeasonDays[] =>
  seasons.map(({ start, end }) => ({ start: dayOf(start), end: dayOf(end) }));

const ageOf = (day: number, crops: readonly Crop[]): number | undefined => {
  const crop = crops.find(({ flooded, end }) => day >= flooded && day < end);
  return crop === undefined ? undefined : day - crop.flooded;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** What a track shows of closed canopies: medians, since looks on the way to closure are among them. */
const canopyOf = (
  looks: readonly FieldLook[],
  { minSamples }: PaddyParameters["inundation"],
): Backscatter | undefined =>
  looks.length < minSamples
    ? undefined
    : { vvDb: median(looks.map(({ vvDb }) => vvDb)), vhDb: median(looks.map(({ vhDb }) => vhDb)) };

/**
 * The densities of every track that tells wet from dry, from the looks that `used` picks.
 * Looks come in the order of fields and days, so the estimate does not depend on the order of scenes.
 */
const viewsOf = <L extends FieldLook>(
  looks: readonly L[],
  used: (look: L) => boolean,
  inundation: PaddyParameters["inundation"],
): ReadonlyMap<string, TrackView> => {
  const tracks = [...new Set(looks.map(({ track }) => track))].sort();
  return new Map(
    tracks.flatMap((track) => {
      const own = looks.filter((look) => look.track === track);
      const open = own.filter(({ vhDb }) => vhDb < inundation.canopyVhDb);
      const surface = fitWaterPdfs(open.filter(used), inundation) ?? fitWaterPdfs(open, inundation);
      const closed = own.filter(({ vhDb }) => vhDb >= inundation.canopyVhDb);
      return surface === undefined ? [] : [[track, { surface, canopy: canopyOf(closed, inundation) }] as const];
    }),
  );
};

/** The crops of a field: each season from the first look that bare soil's densities call wet. */
const cropsOf = (
  { looks }: CalibratedField,
  views: ReadonlyMap<string, TrackView>,
  parameters: PaddyParameters,
): readonly Crop[] => {
  const inferred = inferStates(looks, ({ track }) => views.get(track)?.surface, parameters.inundation);
  return seasonSpans(parameters).flatMap((span) => {
    const visible = visibleSpan(inferred, span);
    return visible === undefined ? [] : [{ flooded: visible.opens, end: span.end }];
  });
};

/**
 * How each track sees water, soil and crop here, from all fields' looks and nothing else: first the two states of the
 * ground before canopy closure, by them each field's flooding, from then the growth common to all fields; then the
 * soil again from looks at bare soil alone, and so on in turn.
 */
export const calibrate = (fields: readonly CalibratedField[], parameters: PaddyParameters): Calibration => {
  const { inundation } = parameters;
  const all = fields.flatMap(({ looks }) => looks);
  let views = viewsOf(all, () => true, inundation);
  let crops = new Map<string, readonly Crop[]>();
  let growth: Growth = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    crops = new Map(fields.map((field) => [field.id, cropsOf(field, views, parameters)]));
    const aged = fields.flatMap(({ id, looks }) =>
      looks.map((look): FieldLook & AgedLook => ({ ...look, age: ageOf(look.day, crops.get(id) ?? []) })),
    );
    const grown = fitGrowth(aged, views);
    growth = grown;
    views = viewsOf(aged, ({ age }) => isBare(grown, age), inundation);
  }
  return { views, growth, crops };
};

/**
 * The densities of a field's looks: those of the look's track at the age of the field's own crop. A look of a crop that is
 * brighter in VV than the closed canopy by more than `bounceDb` is at stems in water and not at soil: "bounce".
 */
export const pdfsOfField = (
  { views, growth, crops }: Calibration,
  fieldId: string,
  { inundation }: PaddyParameters,
): PdfsOf => {
  const own = crops.get(fieldId) ?? [];
  return ({ day, track, vvDb }) => {
    const view = views.get(track);
    if (view === undefined) return undefined;
    const age = ageOf(day, own);
    const pdfs = pdfsAt(view, growth, age, inundation.minSeparation) ?? "blind";
    const isTooBright = view.canopy !== undefined && vvDb > view.canopy.vvDb + inundation.bounceDb;
    return pdfs !== "blind" && age !== undefined && isTooBright ? "bounce" : pdfs;
  };
};
