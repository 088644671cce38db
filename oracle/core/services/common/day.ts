import { SixfoldError } from "../../errors.ts";

const MS_PER_DAY = 86_400_000;

/**
 * Whole days since 1970-01-01 UTC of an RFC 3339 instant or date.
 *
 * @throws SixfoldError SERVICE_DATETIME
 */
export const dayOf = (datetime: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?$/.test(datetime) ? Date.parse(datetime) : NaN;
  if (Number.isNaN(ms)) {
    throw new SixfoldError({
      code: "SERVICE_DATETIME",
      failure: "check",
      field: "datetime",
      value: datetime,
      rule: "an RFC 3339 instant in UTC (ending in Z) or a date",
    });
  }
  return Math.floor(ms / MS_PER_DAY);
};

/** The date, YYYY-MM-DD, of a day number. */
export const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
