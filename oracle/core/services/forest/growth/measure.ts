import { MIN_LOOKS } from "../../../controls/units.ts";
import type { ControlRules } from "../../../controls/rules.ts";
import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { Measurement } from "../../common/outcome.ts";
import type { JsonValue } from "../../common/types.ts";
import { wholeDown } from "../../common/whole.ts";
import { amountsOf } from "./amounts.ts";
import type { Amounts, SharedErrors } from "./amounts.ts";
import type { Change } from "./change.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./compare.ts";
import { BEFORE } from "./stock.ts";
import type { Stock } from "./stock.ts";
import type { Times } from "./study.ts";
import type { Units } from "./units.ts";

/** @throws SixfoldError SERVICE_NO_HISTORY */
export const requireHistory = ({ days }: Times): void => {
  const rule = `at least ${MIN_LOOKS} looks before the project: control ground is chosen by them`;
  if (days.length < MIN_LOOKS) throw refused("SERVICE_NO_HISTORY", "history", days.length, rule);
};

/** A model of biomass above the ground, Mg/ha, by level, and the range of what calibrated it. */
type Ranged = { readonly biomassAt: (level: number) => number; readonly least: number; readonly most: number };

/** Mean biomass of the claim at the earlier look, Mg/ha, held in the model's range; 0 where nothing was seen. */
export const biomassBefore = (claimed: Units["claimed"], { biomassAt, least, most }: Ranged): number => {
  const seen = claimed.flatMap(({ levels, areaM2 }) =>
    levels === undefined ? [] : [{ level: levels.at(BEFORE)!, areaM2 }],
  );
  const held = (level: number): number => Math.min(most, Math.max(least, level));
  const total = sumExact(seen.map(({ areaM2 }) => areaM2));
  return total > 0 ? sumExact(seen.map(({ level, areaM2 }) => areaM2 * biomassAt(held(level)))) / total : 0;
};

const tally = (words: readonly string[]): { readonly [word: string]: number } => {
  const counts: Record<string, number> = {};
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

/** How often each rule left something out, as diagnostics state it. */
export const leftBy = (left: readonly { readonly rule: string }[]) => tally(left.map(({ rule }) => rule));

const controlFigures = ({
  controls: { matched, fates, placebo },
}: Comparison): { readonly [name: string]: JsonValue } => ({
  matched: matched.length,
  fates: tally(fates),
  // In the unit of the level.
  placebo: placebo.contrast.difference,
  placeboHalfWidth95: placebo.halfWidth95,
});

export type Growth<M> = {
  readonly units: Units;
  readonly change: Change;
  /** The model that is used, and the same without each of its blocks. */
  readonly usable: { readonly model: M; readonly without: readonly M[] };
  /** Stock by a model, within the range of the one that is used. */
  readonly stockUnder: (model: M) => Stock;
  readonly times: Times;
};

/**
 * What a forest earned beyond its control ground, with all that its uncertainty is made of.
 *
 * @throws SixfoldError what `compare` throws
 */
export const measureGrowth = <M>(
  { units, change, usable, stockUnder, times }: Growth<M>,
  { controls, shared }: { readonly controls: ControlRules; readonly shared: SharedErrors },
): Amounts & Pick<Measurement, "kind" | "claimedM2" | "observedM2"> => {
  const comparison = compare(units, stockUnder(usable.model), times, controls);
  const { diagnostics, ...amounts } = amountsOf(comparison, stockUnder, usable, shared);
  return {
    kind: "measurement",
    ...amounts,
    claimedM2: wholeDown(change.claimedM2),
    observedM2: wholeDown(change.observedM2),
    diagnostics: { ...diagnostics, controls: controlFigures(comparison) },
  };
};
