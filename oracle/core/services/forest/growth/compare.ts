import { chooseControls } from "../../../controls/choose.ts";
import type { ControlGround } from "../../../controls/choose.ts";
import { differenceInDifferences } from "../../../controls/difference.ts";
import type { Difference, Outcome } from "../../../controls/difference.ts";
import { featuresOf } from "../../../controls/features.ts";
import { match } from "../../../controls/match.ts";
import type { Match } from "../../../controls/match.ts";
import { barsOf } from "../../../controls/units.ts";
import type { Study } from "../../../controls/units.ts";
import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { ControlRules } from "../../../controls/rules.ts";
import { BEFORE, isKnown, outcomeOf } from "./stock.ts";
import type { Stock } from "./stock.ts";
import { candidatesOf, matchedStudy, studyOf } from "./study.ts";
import type { Times } from "./study.ts";
import type { Unit, Units as Ground } from "./units.ts";

/** A side of ground with the controls that were chosen for it. */
export type Compared = {
  /** Units that were not seen or that the model does not reach before the period: they earn nothing. */
  readonly unknown: number;
  /** Of the other units, and with the unknown ones. */
  readonly areaM2: number;
  readonly wholeM2: number;
  readonly unmatched: number;
  /** The difference from control ground, Mg CO2e/ha, under a model of stock. */
  readonly under: (stock: Stock) => Difference;
  /** Mean change of the units themselves between the two surveys, Mg CO2e/ha. */
  readonly change: number;
};

export type Comparison = { readonly project: Compared; readonly belt: Compared; readonly controls: ControlGround };

const outcomesOf = (side: "project" | "controls", units: readonly Unit[], stock: Stock): ReadonlyMap<string, Outcome> =>
  new Map(units.map((unit) => [unit.id, outcomeOf(side, unit, stock)]));

/** Mean change between the surveys, by area. What the later one did not see counts as lost. */
const changeOf = (units: readonly Unit[], stock: Stock, areaM2: number): number =>
  sumExact(
    units.map((unit) => {
      const outcome = outcomeOf("project", unit, stock);
      return unit.areaM2 * ((typeof outcome === "number" ? outcome : 0) - stock.at(unit.levels!.at(BEFORE)!));
    }),
  ) / areaM2;

/**
 * Project and leakage belt, each with its own control ground. Controls are chosen from what was known before the period, by
 * rule, from all ground within reach; nobody names one.
 *
 * @throws SixfoldError SERVICE_OUT_OF_RANGE, SERVICE_BELT; what `chooseControls` throws, as CONTROL_LOOKS, CONTROL_NONE
 */
export const compare = (ground: Ground, stock: Stock, times: Times, rules: ControlRules): Comparison => {
  const candidates = candidatesOf(ground);
  const knownOf = (units: readonly Unit[]): readonly Unit[] => units.filter((unit) => isKnown(stock, unit));
  const compared = (units: readonly Unit[], all: readonly Unit[], { matched, unmatched }: Match): Compared => {
    const areaM2 = sumExact(units.map((unit) => unit.areaM2));
    const controls = matched.flatMap(({ controls: rows }) => rows.map((row) => candidates[row]!));
    return {
      ...{ areaM2, unmatched: unmatched.length, unknown: all.length - units.length },
      wholeM2: sumExact(all.map((unit) => unit.areaM2)),
      change: changeOf(units, stock, areaM2),
      under: (other) => {
        const { study, matched: pairs } = matchedStudy(units, controls, matched, other, times);
        return differenceInDifferences(
          study,
          { matched: pairs, unmatched },
          {
            outcomes: {
              project: outcomesOf("project", units, other),
              controls: outcomesOf("controls", controls, other),
            },
            range: { least: 0, most: other.greatest },
          },
        );
      },
    };
  };
  const [own, around] = [knownOf(ground.claimed), knownOf(ground.belt)];
  if (own.length === 0) {
    const value = { units: ground.claimed.length, least: stock.least, most: stock.most };
    throw refused("SERVICE_OUT_OF_RANGE", "ground", value, "claimed ground lies where the model was calibrated");
  }
  const controls = chooseControls(studyOf(own, ground, stock, times), rules);
  const project = compared(own, ground.claimed, controls);
  return {
    project,
    controls,
    belt: compared(around, ground.belt, nearest(studyOf(around, ground, stock, times), rules)),
  };
};

/** The nearest controls without the trials of a choice: a belt is charged by them and never credited. */
const nearest = (study: Study, rules: ControlRules): Match => {
  const bars = barsOf(study);
  const eligible = bars.flatMap((bar, row) => (bar === undefined ? [row] : []));
  const units = study.project.ids.length;
  const found =
    units < 2 ? undefined : match(study, featuresOf(study, eligible, study.days.length), eligible, bars, rules);
  if (found === undefined || found.matched.length < 2)
    throw refused(
      "SERVICE_BELT",
      "belt",
      { units, matched: found?.matched.length ?? 0 },
      "two units of the leakage belt or more are seen and have controls: leakage is measured, never left out",
    );
  return found;
};
