import { SixfoldError } from "../core/errors.ts";

/** @throws SixfoldError ENGINE_WORKERS unless a crew can have so many. */
export const requireWorkers = (workers: number): void => {
  if (Number.isSafeInteger(workers) && workers >= 1) return;
  throw new SixfoldError({
    code: "ENGINE_WORKERS",
    failure: "usage",
    field: "workers",
    value: workers,
    rule: "must be a whole number of at least 1",
  });
};
