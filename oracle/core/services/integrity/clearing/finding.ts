import { dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import { findingOfPlots } from "../plot-finding.ts";
import type { Seen } from "../read-looks.ts";
import { follow } from "./follow.ts";
import { hasLevelFallen, levelled } from "./level.ts";
import type { ClearingParameters } from "./terms.ts";
import { signalsOf } from "./signals.ts";

const SECONDS_PER_DAY = 86_400n;

/** What the looks show of the claimed ground. */
export const findingOf = ({ parameters, project, ground }: Start<ClearingParameters>, seen: Seen): Finding => {
  const { looks, plots } = seen;
  const fromDay = dayOf(parameters.watchFrom);
  const first = looks.filter(({ day }) => day < fromDay).length;
  const watch = { first, fromDay, endDay: dayOf(project.period.end) };
  const signals = levelled(signalsOf(seen, parameters), parameters.level);
  return findingOfPlots({
    cause: "clearing",
    ground,
    seen,
    statuses: Array.from(plots.plots, (_, place) => follow(place, signals, looks, watch, parameters)),
    from: BigInt(fromDay) * SECONDS_PER_DAY,
    rules: parameters,
    stockKgPerHa: parameters.stockKgPerHa,
    // Plots are held against each other: where all of them fell, none did.
    ...(hasLevelFallen(signals, first, parameters) ? { obstacle: "all-changed" } : {}),
    diagnostics: { watchedLooks: looks.length - first },
  });
};
