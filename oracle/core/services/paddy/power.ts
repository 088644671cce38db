import { seededRandom } from "../../uncertainty/random.ts";
import { drainageChances } from "./chances.ts";
import { greatestEvidence } from "./inundation.ts";
import { isShown } from "./ipcc-scheme.ts";
import type { PaddyParameters } from "./terms.ts";

/** Passes that are planned, and how long a field's water can be seen. Days since its flooding. */
export type PlannedSeason = {
  /** In any order. */
  readonly passDays: readonly number[];
  /** Canopy closure; a drainage has to end in water before it. */
  readonly closes: number;
};

/** What a season can show at all, said before it. */
export type Power = {
  /** By length in days from 1: chance that one drainage of so long, at a day that nobody chose, is shown. */
  readonly shown: readonly number[];
  /** Shortest drainage that is shown in half of all cases and in nine of ten; undefined where none is. */
  readonly halfDays: number | undefined;
  readonly nineTenthsDays: number | undefined;
  /** Chance that one is shown in a field that nobody drained. */
  readonly falsely: number;
};

/** Fields that are tried for each length: a chance is then known to five hundredths. */
const TRIALS = 400;

/** Whether days lie further apart than a season's scenes may: such a season is refused. */
const leavesGap = (days: readonly number[], maxGapDays: number): boolean => {
  const sorted = [...days].sort((a, b) => a - b);
  return sorted.some((day, index) => day - (sorted[index - 1] ?? day) > maxGapDays);
};

/**
 * The chance of showing a drainage by the rules of the IPCC methodology, for passes that are planned. A look says all that it may,
 * errs as often as the methodology says that looks do, and independently, which flatters; the drainage begins on any day from
 * the end of establishment to the last on which it can end before closure, whole days alike.
 */
export const powerOf = (
  { passDays, closes }: PlannedSeason,
  { drainage, inundation, observation }: Pick<PaddyParameters, "drainage" | "inundation" | "observation">,
): Power => {
  const isRefused = leavesGap([0, ...passDays, closes], observation.maxGapDays);
  const span = { since: 0, opens: 0, closes };
  const rule = { ...inundation, ...drainage };
  const says = greatestEvidence(inundation);
  const before = drainageChances(new Map(), span, rule).once;
  const chanceOf = (lengthDays: number): number => {
    if (isRefused) return 0;
    const random = seededRandom(BigInt(lengthDays));
    const starts = closes - lengthDays - drainage.establishmentDays;
    let found = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const first = drainage.establishmentDays + Math.floor(starts * random());
      const evidence = new Map<number, number>();
      for (const day of passDays) {
        const isDry = day >= first && day < first + lengthDays;
        const errs = random() < (isDry ? inundation.falseWetRate : inundation.falseDryRate);
        evidence.set(day, (evidence.get(day) ?? 0) + (isDry === errs ? -says : says));
      }
      if (isShown(drainageChances(evidence, span, rule).once, before, drainage.minBayesFactor)) found += 1;
    }
    return found / TRIALS;
  };
  const longest = Math.max(0, closes - drainage.establishmentDays - 1);
  const shown = Array.from({ length: longest }, (_, index) => chanceOf(index + 1));
  const leastWith = (chance: number): number | undefined => {
    const index = shown.findIndex((share) => share >= chance);
    return index < 0 ? undefined : index + 1;
  };
  return { shown, halfDays: leastWith(0.5), nineTenthsDays: leastWith(0.9), falsely: chanceOf(0) };
};
