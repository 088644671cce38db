import type { z } from "zod";

import type { Block } from "../../ground/types.ts";
import type { Scene } from "../../scenes/types.ts";
import type { Outcome } from "./outcome.ts";
import type { Stage } from "./stage.ts";
import type { Project } from "./types.ts";

/** All that is known before anything is read. */
export type Start<P> = {
  readonly project: Project;
  readonly parameters: P;
  readonly ground: readonly Block[];
  /** The catalogue: what the archive says of the scenes of the project's place and period. */
  readonly scenes: readonly Scene[];
};

/**
 * One methodology of one service: a chain of pure stages. `P` is the methodology's versioned parameter set together with
 * the project's practice.
 */
export type Service<P> = {
  readonly id: string;
  readonly methodology: string;
  /** The rules: one parameter set for every project of the methodology's version. */
  readonly parameters: z.ZodType<{ readonly version: string }>;
  /** What a project states of itself. */
  readonly practice: z.ZodType<object>;
  readonly start: (input: Start<P>) => Stage | Outcome;
};
