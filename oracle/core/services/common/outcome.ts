import { SixfoldError } from "../../errors.ts";
import type { Layer } from "../../raster/layer.ts";
import type { JsonValue, RefusedScene } from "./types.ts";

/**
 * What every outcome states: square metres, whole numbers. observedM2 <= claimedM2; the rest is unobserved and earns
 * nothing (L14).
 */
type Observed = {
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
  /** The maps behind the numbers. */
  readonly layers: readonly Layer[];
  /** Scenes that were not used, each with the rule that it breaks. */
  readonly refused: readonly RefusedScene[];
  readonly diagnostics: JsonValue;
};

/**
 * Kilograms of CO2e of one period. `measuredKg` is rounded down, `baselineKg`, `leakageKg` and `halfWidthKg` (90 %
 * confidence) up, so that doubt costs the seller (L15). gross = measured - baseline - leakage.
 */
export type Measurement = Observed & {
  readonly kind: "measurement";
  readonly measuredKg: bigint;
  readonly baselineKg: bigint;
  readonly leakageKg: bigint;
  readonly halfWidthKg: bigint;
};

/**
 * Whether stock was lost. A loss has bounds in area and in kilograms, lower ones rounded down and upper ones up. An
 * all-clear says that none was seen where it would have been: its upper bounds are what could have gone unseen. Where
 * neither can be said, the finding is undetermined, and says why: it is never an all-clear.
 */
export type Finding = Observed & {
  readonly kind: "finding";
  readonly verdict: "loss" | "all-clear" | "undetermined";
  /** What the loss is, or would have been: `fire`. */
  readonly cause: string;
  /** Why nothing can be said, as `green-up`; empty otherwise. */
  readonly reason: string;
  readonly lowerM2: bigint;
  readonly upperM2: bigint;
  readonly lowerKg: bigint;
  readonly upperKg: bigint;
  /** Unix seconds between which the loss happened: the last look before it and the first that shows it. */
  readonly lastUnharmed: bigint;
  readonly firstSeen: bigint;
};

/** None was seen above a limit: what is stated is the limit, not a nought. Rounded up. */
export type DetectionLimit = Observed & {
  readonly kind: "detection-limit";
  /** What would have been seen, as `leak`. */
  readonly cause: string;
  /** Least loss that would have been seen, kg of CO2e over the period. */
  readonly limitKg: bigint;
};

/** What a methodology's stages come to. */
export type Outcome = Measurement | Finding | DetectionLimit;

type WithoutLayers<T> = T extends Outcome ? Omit<T, "layers"> : never;

/** An outcome as it leaves a program: its maps are files of the bundle by then. */
export type Stated = WithoutLayers<Outcome>;
/** An outcome without its maps. */
export const statedOf = (outcome: Outcome): Stated => {
  const stated: Partial<Outcome> = { ...outcome };
  delete (stated as { layers?: unknown }).layers;
  return stated as Stated;
};

export type StatedMeasurement = Extract<Stated, { kind: "measurement" }>;

/** Of each kind, what a report states of it, in this order: it decides the output digest. */
const FIGURES = {
  measurement: ["measuredKg", "baselineKg", "leakageKg", "halfWidthKg", "claimedM2", "observedM2"],
  finding: ["lowerM2", "upperM2", "lowerKg", "upperKg", "lastUnharmed", "firstSeen", "claimedM2", "observedM2"],
  "detection-limit": ["limitKg", "claimedM2", "observedM2"],
} as const satisfies { readonly [K in Outcome["kind"]]: readonly (keyof Extract<Outcome, { kind: K }>)[] };
const WORDS = {
  measurement: [],
  finding: ["verdict", "cause", "reason"],
  "detection-limit": ["cause"],
} as const satisfies { readonly [K in Outcome["kind"]]: readonly (keyof Extract<Outcome, { kind: K }>)[] };

/** The whole numbers of an outcome by name, in the order of its kind. */
export const figuresOf = (outcome: Stated): ReadonlyMap<string, bigint> =>
  new Map(FIGURES[outcome.kind].map((name) => [name, outcome[name as keyof Stated] as unknown as bigint]));

/** The words of an outcome by name, in the order of its kind. */
export const wordsOf = (outcome: Stated): ReadonlyMap<string, string> =>
  new Map(WORDS[outcome.kind].map((name) => [name, outcome[name as keyof Stated] as unknown as string]));

/** @throws SixfoldError `SERVICE_NOT_MEASURED` (check) where an outcome is a finding or a limit: those earn nothing. */
export const requireMeasurement = (outcome: Stated): StatedMeasurement => {
  if (outcome.kind === "measurement") return outcome;
  throw new SixfoldError({
    code: "SERVICE_NOT_MEASURED",
    failure: "check",
    field: "outcome",
    value: outcome.kind,
    rule: "a report of credits rests on a measurement",
  });
};
