import type { Random } from "../../uncertainty/random.ts";
import type { FollowedSeason } from "./follow.ts";
import type { PaddyParameters } from "./terms.ts";

/** What a field's looks show of its water management; it can only be less than shown, never more. */
export type Finding<R extends string> = {
  readonly regime: R;
  /** What it was if the weakest drainage seen is false, and the chance of that. */
  readonly fallback: R;
  readonly falseChance: number;
};

/** Methane of one season under a regime, kg CH4/ha, with one set of factors for all fields and both roles. */
export type MethaneFactors<R extends string> = (seasonIndex: number, regime: R) => number;

/** Where two methodologies differ: what counts as drainage and what a regime emits. */
export type Scheme<P extends PaddyParameters, R extends string> = {
  /** Least drained first. The first is the reference, from which avoided emissions are counted. */
  readonly regimes: readonly [R, ...R[]];
  /**
   * The least drained regime that a project field's looks allow, or undefined where they are insufficient evidence.
   * `controls` are the matched control fields in the same season.
   */
  readonly least: (
    project: FollowedSeason,
    controls: readonly FollowedSeason[],
    parameters: P,
  ) => Finding<R> | undefined;
  /** The most drained regime that a control field's looks allow: an unseen drainage counts where it could hide. */
  readonly most: (control: FollowedSeason, controls: readonly FollowedSeason[], parameters: P) => R;
  /** Central factors, or one draw of them: emission factors are common to project and baseline, so drawn once. */
  readonly methane: (parameters: P, random: Random | undefined) => MethaneFactors<R>;
};
