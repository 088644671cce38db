import { seededRandom } from "../../uncertainty/random.ts";
import { drainageVerdict, drainIntervals } from "./drained-days.ts";
import type { WaterState } from "./drained-days.ts";
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
};

/** Fields that are tried for each length: a chance is then known to three hundredths. */
const TRIALS = 1_000;

/**
 * The chance of showing a drainage by the rules of a methodology, for passes that are planned. A look errs as often as the
 * methodology says that looks do, and independently, which flatters; the drainage begins on any day from the end of
 * establishment to the last on which it can end before closure, whole days alike.
 */
export const powerOf = (
  { passDays, closes }: PlannedSeason,
  {
    drainage,
    inundation: { falseDryRate, falseWetRate },
    observation: { maxGapDays },
  }: Pick<PaddyParameters, "drainage" | "inundation" | "observation">,
): Power => {
  const visible = { opens: 0, closes };
  const longest = Math.max(0, closes - drainage.establishmentDays - 1);
  const shown = Array.from({ length: longest }, (_, index) => {
    const lengthDays = index + 1;
    const random = seededRandom(BigInt(lengthDays));
    const starts = closes - lengthDays - drainage.establishmentDays;
    let found = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const first = drainage.establishmentDays + Math.floor(starts * random());
      const looks = passDays.map((day) => {
        const isDry = day >= first && day < first + lengthDays;
        const errs = random() < (isDry ? falseWetRate : falseDryRate);
        const state: WaterState = isDry === errs ? "wet" : "dry";
        return { day, state };
      });
      const intervals = drainIntervals(looks, visible, maxGapDays);
      const counts = intervals.filter(
        ({ firstDry, lastDry }) => firstDry !== undefined && firstDry < first + lengthDays && (lastDry ?? 0) >= first,
      );
      if (counts.some((interval) => drainageVerdict(interval, drainage) === "drained")) found += 1;
    }
    return found / TRIALS;
  });
  const leastWith = (chance: number): number | undefined => {
    const index = shown.findIndex((share) => share >= chance);
    return index < 0 ? undefined : index + 1;
  };
  return { shown, halfDays: leastWith(0.5), nineTenthsDays: leastWith(0.9) };
};
