import { SixfoldError } from "../core/errors.ts";

/** A program that can not be built from this checkout. */
export const programFault = (
  code: string,
  field: string,
  value: unknown,
  rule: string,
  cause?: unknown,
): SixfoldError => new SixfoldError({ code, failure: "infrastructure", field, value, rule, cause });
