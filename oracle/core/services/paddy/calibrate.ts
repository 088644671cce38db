import { dayOf } from "../common/day.ts";
import { AGE_BIN_DAYS, fitGrowth, isBare, pdfsAt } from "./crop.ts";
import type { AgedLook, Growth, TrackView } from "./crop.ts";
import { inferStates } from "./inundation.ts";
import type { FieldLook, PdfsOf } from "./inundation.ts";
import { fitWaterPdfs } from "./mixture.ts";
import type { Backscatter } from "./mixture.ts";
import type { PaddyParameters } from "./terms.ts";
import { firstWet } from "./visible-span.ts";
import type { SeasonDays } from "./visible-span.ts";

/** First look at water in a season, and the season's end, days. */
export type Crop = { readonly flooded: number; readonly end: number };

type Views = ReadonlyMap<string, TrackView>;

export type Calibration = {
  /** Every track that tells wet from dry. */
  readonly views: Views;
  readonly growth: Growth;
  /** Days from a flooding until the crop has hidden the ground from every track. */
  readonly visibleDays: number;
};

/** Estimates of ground and growth by turns: more changes no state that is called. */
const ROUNDS = 3;

export const seasonSpans = ({ seasons }: PaddyParameters): readonly SeasonDays[] =>
  seasons.map(({ start, end }) => ({ start: dayOf(start), end: dayOf(end) }));

const ageOf = (day: number, crops: readonly (Crop | undefined)[]): number | undefined => {
  const crop = crops.find((each) => each !== undefined && day >= each.flooded && day < each.end);
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
): Views => {
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

/** The crop of each season of a field, from the first look that bare soil's densities call wet; undefined where none is. */
export const cropsOf = (
  looks: readonly FieldLook[],
  { views }: Pick<Calibration, "views">,
  parameters: PaddyParameters,
): readonly (Crop | undefined)[] => {
  const { inundation } = parameters;
  const inferred = inferStates(
    looks,
    ({ track, vhDb }) => (vhDb >= inundation.canopyVhDb ? "blind" : views.get(track)?.surface),
    inundation,
  );
  return seasonSpans(parameters).map((span) => {
    const flooded = firstWet(inferred, span);
    return flooded === undefined ? undefined : { flooded, end: span.end };
  });
};

/** By the end of the youngest age at which no track sees the ground. */
const visibleDaysOf = (views: Views, growth: Growth, { minSeparation }: PaddyParameters["inundation"]): number => {
  const closed = growth.findIndex((_, bin) =>
    [...views.values()].every((view) => pdfsAt(view, growth, bin * AGE_BIN_DAYS, minSeparation) === undefined),
  );
  return AGE_BIN_DAYS * (closed < 0 ? growth.length : closed);
};

/**
 * How each track sees water, soil and crop here: first the two states of the ground before canopy closure, by them each
 * field's flooding, from then the growth common to all fields; then the soil again from looks at bare soil alone, and so
 * on in turn.
 *
 * @param fields looks of each; of a project's controls alone, since who is paid by what his fields show chooses how bright
 * they are.
 */
export const calibrate = (fields: readonly (readonly FieldLook[])[], parameters: PaddyParameters): Calibration => {
  const { inundation } = parameters;
  let views = viewsOf(fields.flat(), () => true, inundation);
  let growth: Growth = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const aged = fields.flatMap((looks) => {
      const crops = cropsOf(looks, { views }, parameters);
      return looks.map((look): FieldLook & AgedLook => ({ ...look, age: ageOf(look.day, crops) }));
    });
    const grown = fitGrowth(aged, views);
    growth = grown;
    views = viewsOf(aged, ({ age }) => isBare(grown, age), inundation);
  }
  return { views, growth, visibleDays: visibleDaysOf(views, growth, inundation) };
};

/** The densities of a field's looks: those of the look's track at the age of the field's own crop. */
export const pdfsOfCrops =
  (
    { views, growth }: Calibration,
    crops: readonly (Crop | undefined)[],
    { inundation: { canopyVhDb, minSeparation } }: PaddyParameters,
  ): PdfsOf =>
  ({ day, track, vhDb }) => {
    const view = views.get(track);
    if (view === undefined) return undefined;
    const age = ageOf(day, crops);
    // Outside a crop nothing tells how much stands on the ground but how bright it is.
    if (age === undefined && vhDb >= canopyVhDb) return "blind";
    return pdfsAt(view, growth, age, minSeparation) ?? "blind";
  };
