import { refused } from "../errors.ts";

/** @throws SixfoldError with the code, always. */
export const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw refused(code, field, value, rule);
};
