import { SixfoldError } from "../../errors.ts";
import { dayOf } from "../common/day.ts";
import { refusalOf } from "../common/refusal-of.ts";
import { requireGround } from "../common/require-ground.ts";
import type { CheckInput } from "../common/service.ts";
import { labelFields } from "./label-fields.ts";
import type { PaddyParameters } from "./terms.ts";
import { refuseSharedGround } from "./refuse-shared-ground.ts";
import { clusterOf } from "./sampling.ts";

type Input = CheckInput<PaddyParameters>;

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule });
};

const periodRunsForward = ({ project: { period } }: Input): void => {
  if (dayOf(period.start) >= dayOf(period.end))
    refuse("SERVICE_PERIOD", "period", period, "a period starts before it ends");
};

const seasonsLieInPeriod = ({ project: { period }, parameters: { seasons } }: Input): void => {
  const outside = seasons.find(
    ({ start, end }) => dayOf(start) < dayOf(period.start) || dayOf(end) > dayOf(period.end),
  );
  if (outside !== undefined)
    refuse(
      "SERVICE_PERIOD",
      `seasons/${outside.id}`,
      outside,
      `seasons lie within the period, ${period.start} to ${period.end}`,
    );
};

const somethingEarns = ({ project: { fields } }: Input): void => {
  const roles = fields.map(({ role }) => role);
  if (!roles.includes("project"))
    refuse("SERVICE_NO_FIELD", "fields", roles, "a project has at least one project field");
};

/** Two project fields must find controls for there to be a side that is compared. */
const LEAST_COMPARED = 2;

const baselineIsObserved = ({ project: { fields }, parameters: { controls } }: Input): void => {
  const candidates = fields.filter(({ role }) => role === "control").length;
  const least = LEAST_COMPARED * controls.controlsPerUnit;
  if (candidates < least)
    refuse("SERVICE_NO_CONTROL", "fields", candidates, `at least ${least} control fields; no declared baseline`);
};

/** Fields of one cluster are as good as one: what they share is not told from what they did. */
const sidesAreSpread = ({ project: { fields }, parameters: { controls } }: Input): void => {
  const least = Math.ceil(controls.minDegreesOfFreedom) + 1;
  for (const side of ["project", "control"] as const) {
    const own = fields.filter(({ role }) => role === side);
    const clusters = new Set(own.map(({ boundary }) => clusterOf(boundary))).size;
    if (own.length > 0 && clusters < least)
      refuse(
        "SERVICE_FEW_CLUSTERS",
        "fields",
        { [side]: clusters },
        `${side} fields lie in ${least} cells of level 15 or more`,
      );
  }
};

/** The history ends before the period and is as long as the methodology says: nobody picks the season that suits. */
const historyIsGiven = ({ project: { history, period }, parameters: { controls } }: Input): void => {
  const { historyDays } = controls;
  if (history === undefined) {
    const rule = `${historyDays} days before the project: controls are chosen by what was then`;
    return refuse("SERVICE_HISTORY", "history", null, rule);
  }
  if (dayOf(history.end) - dayOf(history.start) !== historyDays)
    refuse("SERVICE_HISTORY", "history", history, `a history of ${historyDays} days, no more and no less`);
  if (dayOf(history.end) > dayOf(period.start))
    refuse("SERVICE_HISTORY", "history/end", history.end, `a history ends before the period, ${period.start}`);
};

const RULES: readonly ((input: Input) => unknown)[] = [
  ({ ground }) => requireGround(ground),
  periodRunsForward,
  seasonsLieInPeriod,
  somethingEarns,
  baselineIsObserved,
  sidesAreSpread,
  historyIsGiven,
  ({ project }) => labelFields(project.fields),
  ({ project }) => refuseSharedGround(project.fields),
];

/**
 * What is asked of a project before any scene is looked for.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_FIELD, SERVICE_NO_CONTROL,
 * SERVICE_FEW_CLUSTERS, SERVICE_HISTORY, SERVICE_DUPLICATE_FIELD, SERVICE_FIELDS_OVERLAP, SERVICE_DATETIME
 */
export const requireInputs = (input: Input): void => RULES.forEach((rule) => rule(input));

/** Every rule that `requireInputs` finds broken. */
export const inputRefusals = (input: Input): readonly SixfoldError[] =>
  RULES.flatMap((rule) => refusalOf(() => rule(input)));
