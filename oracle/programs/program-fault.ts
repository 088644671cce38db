import { ProgramError } from "../core/errors.ts";

/** A program that can not be built from this checkout. */
export const programFault = (
  code: string,
  field: string,
  value: unknown,
  rule: string,
  cause?: unknown,
): ProgramError => new ProgramError({ code: `PROGRAM_${code}`, failure: "infrastructure", field, value, rule, cause });
