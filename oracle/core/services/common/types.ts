import type { z } from "zod";

import type { SixfoldError } from "../../errors.ts";
import type { Grid } from "../../grid/types.ts";
import type { Block, Boundary, EdgeLevel } from "../../ground/types.ts";
import type { Kernel } from "../../raster/kernel.ts";
import type { Layer } from "../../raster/layer.ts";
import type { Window } from "../../grid/window.ts";
import type { Scene } from "../../scenes/types.ts";

export type { Layer };

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** `project` fields earn; `control` fields show what would have happened. */
export type FieldRole = "project" | "control";

export type Field = { readonly id: string; readonly role: FieldRole; readonly boundary: Boundary };

export type Project = {
  readonly name: string;
  readonly pool: "paddy-methane";
  readonly boundary: Boundary;
  readonly edgeLevel: EdgeLevel;
  readonly fields: readonly Field[];
  /** RFC 3339 instants in UTC; start is in, end is out. */
  readonly period: { readonly start: string; readonly end: string };
  readonly simulated: boolean;
  /** What the developer did on the ground, as the methodology's schema wants it: seasons, fertiliser and the like. */
  readonly practice: JsonValue;
};

export type RefusedScene = { readonly sceneId: string; readonly rule: string };

/** One band of one scene over the plan's grid. */
export type BandRead = {
  readonly sceneId: string;
  readonly datetime: string;
  readonly track: string;
  readonly assetKey: string;
  readonly band: string;
};

export type Plan = {
  readonly grid: Grid;
  /** Bands that are looked at together, in the order in which the kernel sees them. */
  readonly steps: readonly (readonly BandRead[])[];
  readonly refused: readonly RefusedScene[];
};

/**
 * What a service measured. Integers only: kg CO2e and square metres. `measuredKg` is rounded down, `baselineKg`,
 * `leakageKg` and `halfWidthKg` (90 % confidence) up, so that doubt costs the seller (L15).
 * gross = measured - baseline - leakage. observedM2 <= claimedM2; the rest is unobserved and earns nothing (L14).
 */
export type Measurement = {
  readonly measuredKg: bigint;
  readonly baselineKg: bigint;
  readonly leakageKg: bigint;
  readonly halfWidthKg: bigint;
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
  readonly layers: readonly Layer[];
  readonly diagnostics: JsonValue;
};

export type PlanInput<P> = {
  readonly project: Project;
  readonly parameters: P;
  readonly ground: readonly Block[];
  readonly scenes: readonly Scene[];
};

export type LookInput<P> = {
  readonly project: Project;
  readonly parameters: P;
  readonly ground: readonly Block[];
  readonly plan: Plan;
};

/**
 * How a plan's pixels become a measurement: a kernel over windows, and what is made of its merged result. `K` is what
 * the kernel needs to know of one window, `S` what it saw.
 */
export type Look<K = unknown, S = unknown> = {
  readonly kernel: Kernel<K, S>;
  /** Whether anything in a window of the plan's grid can matter. */
  readonly isWanted: (window: Window) => boolean;
  readonly parametersOf: (window: Window) => K;
  readonly measure: (seen: S) => Measurement;
};

/** What is known before any scene is read. */
export type CheckInput<P> = Pick<PlanInput<P>, "project" | "parameters" | "ground">;

/** The files of a project folder, as JSON by name. */
export type ProjectDocuments = Readonly<
  Record<"project.json" | "boundary.geojson" | "fields.geojson" | "parameters.json", JsonValue>
>;

/**
 * One methodology of one service. Its functions are pure. `P` is the methodology's versioned parameter set together
 * with the project's practice.
 */
export type Service<P> = {
  readonly id: string;
  readonly methodology: string;
  /** The rules: one parameter set for every project of the methodology's version. */
  readonly parameters: z.ZodType<{ readonly version: string }>;
  /** What a project states of itself. */
  readonly practice: z.ZodType<object>;
  /** Everything for which `plan` refuses a project whatever the scenes are; none where it may be planned. */
  readonly refusals: (input: CheckInput<P>) => readonly SixfoldError[];
  /** What a project says of its practice, for its owner to read again. */
  readonly summary: (input: CheckInput<P>) => Readonly<Record<string, string>>;
  /** A project that is no project: valid, and meant to be replaced. */
  readonly example: ProjectDocuments;
  readonly plan: (input: PlanInput<P>) => Plan;
  readonly look: (input: LookInput<P>) => Look;
};
