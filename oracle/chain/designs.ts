import type { Hex } from "viem";

/** A design that a project's owner committed to, in the order of committing. */
export type CommittedDesign = {
  readonly digest: Hex;
  /** Unix seconds. */
  readonly committedAt: number;
};

/**
 * The design by which a period is measured (L18), as `ProjectRegistry.designAt` says: the last that was committed by its
 * start, else the first. Undefined where there is none.
 */
export const designAt = (designs: readonly CommittedDesign[], periodStart: number): Hex | undefined =>
  (designs.findLast(({ committedAt }) => committedAt <= periodStart) ?? designs[0])?.digest;
