import * as z from "zod";

import { refused } from "../../errors.ts";
import { parseDatetime } from "../../scenes/parse-datetime.ts";
import type { Scene } from "../../scenes/types.ts";
import { parsedBy } from "../../schema-faults.ts";

/** Unix seconds within which a scene was taken: one instant, or the range that its item states. */
export type Span = { readonly from: bigint; readonly to: bigint };

const ranged = z.looseObject({
  properties: z.looseObject({ datetime: z.string().nullish(), end_datetime: z.string().nullish() }),
});

const secondsOf = (datetime: string): bigint => BigInt(Math.floor(Date.parse(datetime) / 1000));

/**
 * When a scene was taken. An item without `datetime`, such as a composite's, has a range (STAC 1.0, 1.1).
 *
 * @throws SixfoldError SCENE_DATETIME where the range's end is missing
 */
export const spanOf = ({ id, datetime, item }: Scene): Span => {
  const from = secondsOf(datetime);
  const { properties } = parsedBy(ranged, item, ({ pointer, value, rule }) =>
    refused("SERVICE_ITEM", `${id}${pointer}`, value, rule),
  );
  if (typeof properties.datetime === "string") return { from, to: from };
  return { from, to: secondsOf(parseDatetime(properties.end_datetime ?? undefined, `${id}/properties/end_datetime`)) };
};

const SECONDS_PER_DAY = 86_400;
const DAYS_PER_YEAR = 365.2425;

/**
 * Whether two scenes surely show one season: whichever instants of their spans they are of, these lie within `days` of a
 * whole number of years, up to `years`, of each other.
 */
export const isOneSeason = (before: Span, after: Span, days: number, years: number): boolean => {
  const least = Number(after.from - before.to) / SECONDS_PER_DAY;
  const most = Number(after.to - before.from) / SECONDS_PER_DAY;
  const whole = Math.round((least + most) / 2 / DAYS_PER_YEAR);
  return whole <= years && Math.max(whole * DAYS_PER_YEAR - least, most - whole * DAYS_PER_YEAR) <= days;
};
