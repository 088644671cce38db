import { exp, ln } from "../../math.ts";
import type { WaterState } from "./drained-days.ts";
import { dryRatios } from "./mixture.ts";
import type { Backscatter, WaterPdfs } from "./mixture.ts";

/** One look at one field. */
export type FieldLook = Backscatter & { readonly day: number; readonly track: string };

/**
 * The densities by which a look is judged; "blind" where the crop hides the surface from its track, undefined where the
 * track was never calibrated.
 */
export type PdfsOf = (look: FieldLook) => WaterPdfs | "blind" | undefined;

export type InundationRule = {
  /** Mean days a field stays flooded, and drained, before it changes: the chain's residence times. */
  readonly meanWetDays: number;
  readonly meanDryDays: number;
  /** Validated error rates of a single look: P(seen dry | wet) and P(seen wet | dry), in (0, 0.5). */
  readonly falseDryRate: number;
  readonly falseWetRate: number;
  /** Least posterior probability of a state that is called, in (0.5, 1). */
  readonly certainty: number;
};

export type InferredLook = FieldLook & {
  readonly state: WaterState;
  /** Posterior probability that the field is drained, given all looks of the season. */
  readonly dryProbability: number;
  readonly canopy: boolean;
};

/** Whether a look says nothing of water: the canopy hides it, or the track was never calibrated. */
const isMute = (pdfs: ReturnType<PdfsOf>): pdfs is "blind" | undefined => pdfs === undefined || pdfs === "blind";

type ErrorRates = Pick<InundationRule, "falseDryRate" | "falseWetRate">;

/** The most that one look may say for soil and for water: logarithms of odds, both above 0. */
const bounds = ({ falseDryRate, falseWetRate }: ErrorRates): { readonly dry: number; readonly wet: number } => ({
  dry: ln((1 - falseWetRate) / falseDryRate),
  wet: ln((1 - falseDryRate) / falseWetRate),
});

/** The greater of both. */
export const greatestEvidence = (rates: ErrorRates): number => Math.max(...Object.values(bounds(rates)));

/**
 * Log-likelihood ratio of dry to wet for one look. VV speaks for water alone: wind on it and stems that stand in it (double
 * bounce) brighten VV and leave VH dark, soil without water brightens both, so that only VH tells of soil. The ratio is bounded
 * by the validated error rates, since no look is surer than its classifier: a wind-roughened or rain-wet field must not
 * outvote its neighbours by an extreme value.
 */
export const evidenceOf = (look: FieldLook, pdfs: ReturnType<PdfsOf>, rates: ErrorRates): number => {
  if (isMute(pdfs)) return 0;
  const { vv, vh } = dryRatios(look, pdfs);
  const most = bounds(rates);
  return Math.min(most.dry, Math.max(-most.wet, vh + Math.min(0, vv)));
};

/** Two-state continuous-time chain: P(dry after `days` | wet) and P(wet after `days` | dry). */
const transitions = (days: number, { meanWetDays, meanDryDays }: InundationRule) => {
  const [leavesWet, leavesDry] = [1 / meanWetDays, 1 / meanDryDays];
  const rate = leavesWet + leavesDry;
  const mixed = 1 - exp(-rate * days);
  return { toDry: (leavesWet / rate) * mixed, toWet: (leavesDry / rate) * mixed };
};

/**
 * The state of a field at each look by a two-state hidden Markov model (forward-backward, Rabiner 1989, Proceedings of
 * the IEEE 77(2), section III) over all tracks together, each look with the densities of its track and of its crop's
 * age. A state is called where its posterior reaches `certainty`; otherwise, and where the look itself says nothing, it is
 * unknown.
 *
 * @param looks sorted by day, then track; one field.
 */
export const inferStates = (
  looks: readonly FieldLook[],
  pdfsOf: PdfsOf,
  rule: InundationRule,
): readonly InferredLook[] => {
  const pdfs = looks.map(pdfsOf);
  const dryOdds = looks.map((look, index) => exp(evidenceOf(look, pdfs[index], rule)));
  const steps = looks.map((look, index) => transitions(look.day - (looks[index - 1]?.day ?? look.day), rule));
  const stationaryDry = rule.meanDryDays / (rule.meanWetDays + rule.meanDryDays);

  // Forward and backward messages are normalised to P(dry) at each look, so that nothing underflows.
  const forward: number[] = [];
  looks.forEach((_, index) => {
    const { toDry, toWet } = steps[index] as { toDry: number; toWet: number };
    const before = forward[index - 1] ?? stationaryDry;
    const predicted = before * (1 - toWet) + (1 - before) * toDry;
    const dry = predicted * (dryOdds[index] as number);
    forward[index] = dry / (dry + 1 - predicted);
  });
  const backward: number[] = [];
  for (let index = looks.length - 1; index >= 0; index -= 1) {
    const after = backward[index + 1];
    if (after === undefined) {
      backward[index] = 0.5;
      continue;
    }
    const { toDry, toWet } = steps[index + 1] as { toDry: number; toWet: number };
    const dryNext = after * (dryOdds[index + 1] as number);
    const wetNext = 1 - after;
    const dry = (1 - toWet) * dryNext + toWet * wetNext;
    const wet = toDry * dryNext + (1 - toDry) * wetNext;
    backward[index] = dry / (dry + wet);
  }

  return looks.map((look, index) => {
    const dry = (forward[index] as number) * (backward[index] as number);
    const wet = (1 - (forward[index] as number)) * (1 - (backward[index] as number));
    const dryProbability = dry / (dry + wet);
    const canopy = pdfs[index] === "blind";
    const called = dryProbability >= rule.certainty ? "dry" : 1 - dryProbability >= rule.certainty ? "wet" : "unknown";
    return { ...look, dryProbability, canopy, state: isMute(pdfs[index]) ? "unknown" : called };
  });
};
