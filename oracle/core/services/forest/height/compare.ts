import type { ControlGround } from "../../../controls/choose.ts";
import { chooseControls } from "../../../controls/choose.ts";
import { differenceInDifferences } from "../../../controls/difference.ts";
import type { Difference, Outcome } from "../../../controls/difference.ts";
import { featuresOf } from "../../../controls/features.ts";
import { match } from "../../../controls/match.ts";
import type { Match } from "../../../controls/match.ts";
import { barsOf } from "../../../controls/units.ts";
import type { Bar, Period, Study, Units } from "../../../controls/units.ts";
import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { HeightRules } from "./parameters.ts";
import { isKnown, outcomeOf } from "./stock.ts";
import type { Stock } from "./stock.ts";
import type { Unit, Units as Ground } from "./units.ts";

/** Looks before the period in units of stock; a unit that is barred may hold anything. */
const columnsOf = (units: readonly Unit[], stock: Stock, looks: number): Units => ({
  ids: units.map(({ id }) => id),
  clusters: units.map(({ cluster }) => cluster),
  areasM2: Float64Array.from(units, ({ areaM2 }) => areaM2),
  covariates: new Float64Array(0),
  history: Float64Array.from(
    units.flatMap(({ heights }) =>
      Array.from({ length: looks }, (_, look) => (heights === undefined ? NaN : stock.at(heights[look]!))),
    ),
  ),
});

const outcomesOf = (side: "project" | "controls", units: readonly Unit[], stock: Stock): ReadonlyMap<string, Outcome> =>
  new Map(units.map((unit) => [unit.id, outcomeOf(side, unit, stock)]));

/** A side of ground with the controls that were chosen for it. */
export type Compared = {
  readonly units: readonly Unit[];
  /** Units that were not seen or that the model does not reach before the period: they earn nothing. */
  readonly unknown: number;
  /** Of the units, and with the unknown ones. */
  readonly areaM2: number;
  readonly wholeM2: number;
  readonly matched: Match;
  /** The difference, Mg CO2e/ha, under a model of stock. */
  readonly under: (stock: Stock) => Difference;
  /** Mean change of the units themselves between the two surveys, Mg CO2e/ha. */
  readonly change: number;
};

export type Comparison = {
  readonly project: Compared & { readonly controls: ControlGround };
  readonly belt: Compared;
};

/** Both sides of a study: the candidates are all ground within reach that is neither claimed nor in the belt. */
const studyOf = (
  units: readonly Unit[],
  ground: Ground,
  stock: Stock,
  days: readonly number[],
  period: Period,
): Study => {
  const candidates = [...ground.others, ...ground.belt];
  const belt = new Set(ground.belt.map(({ id }) => id));
  const unread = new Set(candidates.filter((unit) => !isKnown(stock, unit)).map(({ id }) => id));
  const bar = (by: Bar, ids: ReadonlySet<string>) => ({ by, holds: (id: string) => ids.has(id) });
  return {
    covariateNames: [],
    days,
    period,
    project: columnsOf(units, stock, days.length),
    candidates: columnsOf(candidates, stock, days.length),
    barred: [bar("leakage-belt", belt), bar("unread", unread)],
  };
};

/**
 * Project and leakage belt, each with its own control ground. Controls are chosen from what was known before the period, by
 * rule, from all ground within reach; nobody names one.
 *
 * @param days of the looks before the period. @param period from the earlier survey to the later one.
 * @throws SixfoldError FOREST_OUT_OF_RANGE, FOREST_BELT; what `chooseControls` throws, as CONTROL_LOOKS, CONTROL_NONE
 */
export const compare = (
  ground: Ground,
  stock: Stock,
  {
    days,
    period,
    rules,
  }: { readonly days: readonly number[]; readonly period: Period; readonly rules: HeightRules["controls"] },
): Comparison => {
  const known = ground.claimed.filter((unit) => isKnown(stock, unit));
  if (known.length === 0) {
    const value = { units: ground.claimed.length, least: stock.least, most: stock.most };
    throw refused("FOREST_OUT_OF_RANGE", "ground", value, "claimed ground has heights like those of the plots");
  }
  const compared = (units: readonly Unit[], all: readonly Unit[], choose: (study: Study) => Match): Compared => {
    const matched = choose(studyOf(units, ground, stock, days, period));
    const last = days.length - 1;
    const areaM2 = sumExact(units.map((unit) => unit.areaM2));
    const gained = units.map((unit) => {
      const outcome = outcomeOf("project", unit, stock);
      return unit.areaM2 * ((typeof outcome === "number" ? outcome : 0) - stock.at(unit.heights![last]!));
    });
    return {
      ...{ units, matched, areaM2 },
      wholeM2: sumExact(all.map((unit) => unit.areaM2)),
      unknown: all.length - units.length,
      change: sumExact(gained) / areaM2,
      under: (other) =>
        differenceInDifferences(studyOf(units, ground, other, days, period), matched, {
          outcomes: {
            project: outcomesOf("project", units, other),
            controls: outcomesOf("controls", [...ground.others, ...ground.belt], other),
          },
          range: { least: 0, most: other.greatest },
        }),
    };
  };
  let controls: ControlGround | undefined;
  const project = compared(known, ground.claimed, (study) => (controls = chooseControls(study, rules)));
  const around = ground.belt.filter((unit) => isKnown(stock, unit));
  return {
    project: { ...project, controls: controls as unknown as ControlGround },
    belt: compared(around, ground.belt, (study) => matchAlone(study, rules)),
  };
};

/** The nearest controls without the trials of a choice: a belt is charged by them and never credited. */
const matchAlone = (study: Study, rules: HeightRules["controls"]): Match => {
  const bars = barsOf(study);
  const eligible = bars.flatMap((bar, row) => (bar === undefined ? [row] : []));
  const units = study.project.ids.length;
  const found =
    units < 2 ? undefined : match(study, featuresOf(study, eligible, study.days.length), eligible, bars, rules);
  if (found === undefined || found.matched.length < 2)
    throw refused(
      "FOREST_BELT",
      "belt",
      { units, matched: found?.matched.length ?? 0 },
      "two units of the leakage belt or more are seen and have controls: leakage is measured, never left out",
    );
  return found;
};
