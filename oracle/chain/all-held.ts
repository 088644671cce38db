import { SixfoldError } from "../core/errors.ts";
import type { LeftOut } from "../core/ground/types.ts";

/** What is raised where others hold all of an area: `CHAIN_GROUND_CONFLICT` (check) with pool, cells and holders. */
export const allHeld = (pool: number, leftOut: readonly LeftOut[]): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_GROUND_CONFLICT",
    failure: "check",
    field: "boundary",
    value: {
      pool,
      blocks: leftOut.map(({ cell, bits, heldBy }) => ({ cell, overlap: `0x${bits.toString(16)}`, heldBy })),
    },
    rule: "some of the ground is not claimed by another project of the pool (L1)",
  });
