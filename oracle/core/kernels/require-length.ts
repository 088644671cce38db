import { SixfoldError } from "../errors.ts";

/** @throws SixfoldError KERNEL_LENGTH where an array of a kernel does not have the entries it must. */
export const requireLength = (field: string, { length }: ArrayLike<unknown>, expected: number): void => {
  if (length === expected) return;
  throw new SixfoldError({
    code: "KERNEL_LENGTH",
    failure: "check",
    field,
    value: length,
    rule: `has ${expected} entries here`,
  });
};
