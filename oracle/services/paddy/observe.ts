import { ServiceError } from "../../errors.ts";
import { ln } from "../../math.ts";
import { zonalMeans } from "../../raster/zonal-means.ts";
import { dayOf } from "../day.ts";
import type { Plan, Reading } from "../types.ts";
import type { FieldMap } from "./field-map.ts";
import type { FieldLook } from "./inundation.ts";
import { polarisationOf, type Polarisation } from "./polarisation.ts";

const LN_10 = 2.302585092994046;

/** Decibels of a linear power above zero. */
export const toDecibels = (linear: number): number => (10 * ln(linear)) / LN_10;

/** All readings of one polarisation on one track and day: neighbouring frames of one pass are one look. */
type Pass = { readonly day: number; readonly track: string; readonly bands: Map<Polarisation, Reading[]> };

const passesOf = (readings: readonly Reading[]): readonly Pass[] => {
  const passes = new Map<string, Pass>();
  for (const reading of readings) {
    const polarisation = polarisationOf(reading.assetKey, reading.band);
    if (polarisation === undefined) continue;
    const day = dayOf(reading.datetime);
    const key = JSON.stringify([day, reading.track]);
    const pass = passes.get(key) ?? { day, track: reading.track, bands: new Map<Polarisation, Reading[]>() };
    passes.set(key, pass);
    pass.bands.set(polarisation, [...(pass.bands.get(polarisation) ?? []), reading]);
  }
  return [...passes.values()].sort((a, b) => a.day - b.day || (a.track < b.track ? -1 : 1));
};

/** The first frame that shows a pixel gives its value; the frames are in the plan's order. */
const mosaic = (frames: readonly Reading[]): Float64Array => {
  const [first, ...others] = frames as readonly [Reading, ...Reading[]];
  if (others.length === 0) return first.values;
  return first.values.map((value, index) =>
    others.reduce((seen, { values }) => (Number.isNaN(seen) ? (values[index] as number) : seen), value),
  );
};

const requirePlanned = ({ grid, reads }: Plan, readings: readonly Reading[]): void => {
  const wrong = reads.findIndex(
    ({ sceneId, assetKey, band }, index) =>
      readings[index]?.sceneId !== sceneId ||
      readings[index]?.assetKey !== assetKey ||
      readings[index]?.band !== band ||
      readings[index]?.values.length !== grid.width * grid.height,
  );
  if (wrong >= 0 || readings.length !== reads.length) {
    throw new ServiceError({
      code: "SERVICE_READINGS",
      failure: "check",
      field: `readings/${Math.max(wrong, 0)}`,
      value: readings.length,
      rule: "there is one reading for each planned read, in the plan's order and over its grid",
    });
  }
};

/**
 * Each field's looks, in day and track order: the mean of linear gamma0 over its inner pixels, then dB (decibels are
 * not averageable). A look that shows less than `minValidFraction` of those pixels in either polarisation is left out.
 *
 * @returns one list per label of `map.fields`.
 * @throws ServiceError SERVICE_READINGS, SERVICE_DATETIME
 */
export const observeFields = (
  plan: Plan,
  readings: readonly Reading[],
  { fields, innerLabels }: FieldMap,
  minValidFraction: number,
): readonly (readonly FieldLook[])[] => {
  requirePlanned(plan, readings);
  const pixels = new Uint32Array(fields.length);
  for (const label of innerLabels) if (label >= 0) pixels[label] = (pixels[label] as number) + 1;
  const looks: FieldLook[][] = fields.map(() => []);
  for (const { day, track, bands } of passesOf(readings)) {
    const [vv, vh] = [bands.get("vv"), bands.get("vh")];
    if (vv === undefined || vh === undefined) continue;
    const [vvMeans, vhMeans] = [vv, vh].map((frames) => zonalMeans(mosaic(frames), innerLabels, fields.length));
    fields.forEach((_, label) => {
      const seen = [vvMeans, vhMeans].every((means) => {
        const [count, mean] = [means?.count[label] as number, means?.mean[label] as number];
        return count > 0 && count >= minValidFraction * (pixels[label] as number) && mean > 0;
      });
      if (!seen) return;
      looks[label]?.push({
        day,
        track,
        vvDb: toDecibels(vvMeans?.mean[label] as number),
        vhDb: toDecibels(vhMeans?.mean[label] as number),
      });
    });
  }
  return looks;
};
