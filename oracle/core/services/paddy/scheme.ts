import type { Random } from "../../uncertainty/random.ts";
import type { FollowedSeason } from "./follow.ts";
import type { PaddyParameters } from "./terms.ts";

/** The chance of each regime; they sum to 1. */
export type RegimeChances<R extends string> = Readonly<Record<R, number>>;

/** Methane of one season under a regime, kg CH4/ha, with one set of factors for all fields and both roles. */
export type MethaneFactors<R extends string> = (seasonIndex: number, regime: R) => number;

/** Where two methodologies differ: what counts as drainage and what a regime emits. */
export type Scheme<P extends PaddyParameters, R extends string> = {
  /** Least drained first. The first is the reference, from which avoided emissions are counted. */
  readonly regimes: readonly [R, ...R[]];
  /**
   * What a project field's looks show of its regime, from below, or undefined where they are insufficient evidence.
   * `controls` are the matched control fields in the same season.
   */
  readonly least: (
    project: FollowedSeason,
    controls: readonly FollowedSeason[],
    parameters: P,
  ) => RegimeChances<R> | undefined;
  /** What a control field's looks leave open, from above. */
  readonly most: (control: FollowedSeason, controls: readonly FollowedSeason[], parameters: P) => RegimeChances<R>;
  /** Central factors, or one draw of them: emission factors are common to project and baseline, so drawn once. */
  readonly methane: (parameters: P, random: Random | undefined) => MethaneFactors<R>;
};

/** The most drained regime, for certain: what counts for a control that can not be read. */
export const mostDrained = <P extends PaddyParameters, R extends string>({ regimes }: Scheme<P, R>): RegimeChances<R> =>
  Object.fromEntries(regimes.map((regime, at) => [regime, at === regimes.length - 1 ? 1 : 0])) as Record<R, number>;
