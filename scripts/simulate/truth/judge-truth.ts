import { judgeClaim } from "../attacks/world.ts";
import type { Conditions } from "./conditions.ts";
import { trueProject } from "./project.ts";

/** What many projects of one kind came to, beside their truth. Shares are of those that were measured, if not said otherwise. */
export type TruthRow = {
  readonly runs: number;
  readonly measured: number;
  readonly issued: number;
  /** Shares whose truth lies in gross +- half-width, above it and below it. */
  readonly covered: number;
  readonly above: number;
  readonly below: number;
  /** Share of all runs in which more was issued than was cut. */
  readonly overIssued: number;
  /** Median of net over truth, of all runs: what is refused or not issued is credited nothing. NaN where nothing was cut. */
  readonly medianCredited: number;
  readonly refusals: Readonly<Record<string, number>>;
};

const median = (values: readonly number[]): number =>
  values.length === 0 ? NaN : ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number);

/** Judges so many projects under some conditions, from one on. */
export const judgeTruth = (is: Conditions, honest: boolean, runs: number, from = 1n): TruthRow => {
  const refusals: Record<string, number> = {};
  const credited: number[] = [];
  let [measured, issued, covered, above, below, overIssued] = [0, 0, 0, 0, 0, 0];
  for (let seed = from; seed < from + BigInt(runs); seed += 1n) {
    const { claim, trueKg } = trueProject(is, honest, seed);
    const verdict = judgeClaim(claim);
    if (trueKg > 0) credited.push(Number(verdict.netKg) / trueKg);
    if ("refused" in verdict) {
      refusals[verdict.refused] = (refusals[verdict.refused] ?? 0) + 1;
      continue;
    }
    measured += 1;
    const [error, half, net] = [trueKg - Number(verdict.grossKg), Number(verdict.halfWidthKg), Number(verdict.netKg)];
    if (error > half) above += 1;
    else if (error < -half) below += 1;
    else covered += 1;
    if (net > 0) issued += 1;
    if (net > Math.max(0, trueKg)) overIssued += 1;
  }
  return {
    runs,
    measured,
    issued,
    covered: covered / measured,
    above: above / measured,
    below: below / measured,
    overIssued: overIssued / runs,
    medianCredited: median(credited),
    refusals,
  };
};
