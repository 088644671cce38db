import * as z from "zod";

/**
 * A number as JSON writes it, whatever the reader's locale: `-0.5`, `1e3`. No plus sign, no separators, no leading zeros, no
 * units, no words such as NaN.
 *
 * @param schema what the number itself must be.
 */
export const decimalCell = <S extends z.ZodType<unknown, number>>(schema: S) =>
  z
    .string()
    .regex(/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/, "a decimal number with a point, as 12.5")
    .transform(Number)
    .pipe(schema);
