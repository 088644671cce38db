import { SceneError } from "../errors.ts";

/** @throws SceneError RASTER_LENGTH where an array of a kernel does not have the entries it must. */
export const requireLength = (field: string, { length }: ArrayLike<unknown>, expected: number): void => {
  if (length === expected) return;
  throw new SceneError({
    code: "RASTER_LENGTH",
    failure: "check",
    field,
    value: length,
    rule: `has ${expected} entries here`,
  });
};
