import type * as z from "zod";

import type { Block } from "../../ground/types.ts";
import type { Scene } from "../../scenes/types.ts";
import type { SixfoldError } from "../../errors.ts";
import type { AnyKernel } from "../../raster/kernel.ts";
import type { Outcome } from "./outcome.ts";
import type { Stage } from "./stage.ts";
import type { Project, ProjectDocuments } from "./types.ts";

/** All that is known before anything is read. */
export type Start<P> = {
  readonly project: Project;
  readonly parameters: P;
  readonly ground: readonly Block[];
  /** The catalogue: what the archive says of the scenes of the project's place and period. */
  readonly scenes: readonly Scene[];
};

/** What is known before any scene is looked for. */
export type CheckInput<P> = Omit<Start<P>, "scenes">;

/**
 * One methodology of one service: a chain of pure stages. `P` is the methodology's versioned parameter set together with
 * the project's practice.
 */
export type Service<P> = {
  readonly id: string;
  readonly methodology: string;
  /** What a run of it comes to; one that yields measurements may find a loss instead, which earns nothing. */
  readonly yields: Outcome["kind"];
  /** The rules: one parameter set for every project of the methodology's version. */
  readonly parameters: z.ZodType<{ readonly version: string }>;
  /** What a project states of itself. */
  readonly practice: z.ZodType<object>;
  /** Everything for which `start` refuses a project whatever the scenes are; none where it may be measured. */
  readonly refusals: (input: CheckInput<P>) => readonly SixfoldError[];
  /** What a project says of its practice, for its owner to read again. */
  readonly summary: (input: CheckInput<P>) => Readonly<Record<string, string>>;
  /** A project that is no project: valid, and meant to be replaced. */
  readonly example: ProjectDocuments;
  /** Those of its stages: a thread finds them by their ids. */
  readonly kernels: readonly AnyKernel[];
  readonly start: (input: Start<P>) => Stage | Outcome;
};
