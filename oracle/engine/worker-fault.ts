import { SixfoldError } from "../core/errors.ts";

/** A fault of the machinery round a window: it says nothing of the data. */
export const workerFault = (code: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code, failure: "infrastructure", field: "worker", value, rule });
