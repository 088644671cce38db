import { refused } from "../errors.ts";

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d{1,12})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * An RFC 3339 instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`, which sorts as text. Fractions are cut to milliseconds.
 *
 * @throws SixfoldError SCENE_DATETIME
 */
export const parseDatetime = (value: string | undefined, field: string): string => {
  const match = RFC3339.exec(value ?? "");
  const [, date, time, fraction = ".", zone = "Z"] = match ?? [];
  const milliseconds = Date.parse(`${date}T${time}${fraction.padEnd(4, "0").slice(0, 4)}${zone.toUpperCase()}`);
  const calendar = Date.parse(`${date}T00:00:00Z`);
  if (match === null || Number.isNaN(milliseconds) || new Date(calendar).toISOString().slice(0, 10) !== date) {
    throw refused("SCENE_DATETIME", field, value, "an instant is RFC 3339 with a zone, such as 2022-05-01T10:00:00Z");
  }
  return new Date(milliseconds).toISOString();
};
