import { misnamed } from "../../oracle/core/errors.ts";

/** @throws SixfoldError `RESOURCE_UNKNOWN` (usage) where there is none. */
export const found = <T>(row: T | undefined, kind: string, id: string): T => {
  if (row === undefined) throw misnamed("RESOURCE_UNKNOWN", `/path/${kind}`, id, `a ${kind} of this registry`);
  return row;
};
