import { SixfoldError } from "../../errors.ts";

const CODES: ReadonlySet<string> = new Set(["SERVICE_NO_LOOK", "SERVICE_NO_PAIR"]);

/** Whether a methodology stopped because its catalogue holds nothing that it can look at. That is no all-clear. */
export const hasNothingToSee = (error: unknown): error is SixfoldError =>
  error instanceof SixfoldError && CODES.has(error.code);
