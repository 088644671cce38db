import { SixfoldError } from "../../oracle/core/errors.ts";
import { deduct, DEDUCTION_RULES } from "../../oracle/core/uncertainty/deduct.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";
import type { Outcome } from "../../oracle/core/services/common/outcome.ts";
import { measureForest } from "../simulate/forest/in-memory.ts";
import { makeForest, sharedFactor } from "../simulate/forest/world.ts";
import type { ForestWorld } from "../simulate/forest/world.ts";
import { measureLBand } from "../simulate/l-band/in-memory.ts";
import { makeLBand, sharedFactor as sharedOfFootprints } from "../simulate/l-band/world.ts";
import type { LBandWorld } from "../simulate/l-band/world.ts";

/**
 * How often a simulated forest's truth is held. Shares are of the trials that were measured, each beside many truths: nothing
 * that is looked at depends on the errors that all trees share, so that they are drawn again and again for one forest.
 */
export type TruthHeld = {
  readonly trials: number;
  readonly measured: number;
  /** Truth within the 90 % interval of what is measured less baseline and leakage. */
  readonly held: number;
  /** The credit after the deduction exceeds the truth; by more than the half-width. */
  readonly over: number;
  readonly farOver: number;
  /** Median of estimate less truth, over the mean truth; NaN where that is 0. */
  readonly medianBias: number;
  readonly refusals: Readonly<Record<string, number>>;
};

/** Truths to a forest. */
const DRAWS = 100;

/** A forest as it was made, with its outcome, and what else its truth could be. */
type Trial = {
  readonly made: { readonly truthKg: number; readonly sharedFactor: number };
  readonly measure: () => Outcome;
  readonly shared: (random: Random) => number;
};

const truthHeld = (trials: number, trialOf: (seed: bigint) => Trial): TruthHeld => {
  const refusals: Record<string, number> = {};
  const refuse = (reason: string): void => void (refusals[reason] = (refusals[reason] ?? 0) + 1);
  const errors: number[] = [];
  let [measured, held, over, farOver, truthKg] = [0, 0, 0, 0, 0];
  for (let seed = 1; seed <= trials; seed += 1) {
    const { made, measure, shared } = trialOf(BigInt(seed));
    try {
      const outcome = measure();
      if (outcome.kind !== "measurement") {
        refuse(outcome.kind);
        continue;
      }
      const gross = outcome.measuredKg - outcome.baselineKg - outcome.leakageKg;
      const half = Number(outcome.halfWidthKg);
      const grossKg = gross > 0n ? gross : 0n;
      const { netKg } = deduct({
        grossKg,
        halfWidthKg: outcome.halfWidthKg,
        rule: DEDUCTION_RULES.trees,
        sign: "credit",
      });
      measured += 1;
      const random = seededRandom(BigInt(seed) + 2n ** 32n);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const truth = (made.truthKg / made.sharedFactor) * shared(random);
        errors.push(Number(gross) - truth);
        truthKg += truth;
        if (Math.abs(Number(gross) - truth) <= half) held += 1;
        if (Number(netKg) > truth) over += 1;
        if (Number(netKg) > truth + half) farOver += 1;
      }
    } catch (error) {
      if (!(error instanceof SixfoldError)) throw error;
      refuse(error.code);
    }
  }
  const all = errors.length;
  return {
    ...{ trials, measured, refusals },
    held: held / all,
    over: over / all,
    farOver: farOver / all,
    medianBias: truthKg === 0 ? NaN : errors.toSorted((a, b) => a - b)[Math.floor(all / 2)]! / (truthKg / all),
  };
};

/** Canopy heights with plots; seeds 1 to `trials`. SIMULATED. */
export const simulatedTruth = (trials: number, changes: Partial<ForestWorld> = {}): TruthHeld =>
  truthHeld(trials, (seed) => {
    const made = makeForest({ ...changes, seed });
    return { made, measure: () => measureForest(made), shared: sharedFactor };
  });

/** L-band with footprints; seeds 1 to `trials`. SIMULATED. */
export const simulatedLBandTruth = (trials: number, changes: Partial<LBandWorld> = {}): TruthHeld =>
  truthHeld(trials, (seed) => {
    const made = makeLBand({ ...changes, seed });
    return { made, measure: () => measureLBand(made), shared: sharedOfFootprints };
  });
