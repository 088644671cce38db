import { SixfoldError } from "../../errors.ts";
import type { Block } from "../../ground/types.ts";

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED */
export const requireGround = (ground: readonly Block[]): void => {
  if (ground.length > 0) return;
  throw new SixfoldError({
    code: "SERVICE_NOTHING_CLAIMED",
    failure: "check",
    field: "ground",
    value: 0,
    rule: "a project claims ground",
  });
};
