import { SixfoldError } from "../../errors.ts";
import { dayOf } from "../common/day.ts";
import { refusalOf } from "../common/refusal-of.ts";
import { requireGround } from "../common/require-ground.ts";
import type { CheckInput } from "../common/service.ts";
import { labelFields } from "./label-fields.ts";
import type { PaddyParameters } from "./parameters.ts";
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

const baselineIsObserved = ({ project: { fields }, parameters: { observation } }: Input): void => {
  const controls = fields.filter(({ role }) => role === "control").length;
  const { minControlFields } = observation;
  if (controls < minControlFields)
    refuse(
      "SERVICE_NO_CONTROL",
      "fields",
      controls,
      `at least ${minControlFields} control fields; no declared baseline`,
    );
};

/** Fields of one cluster are as good as one: what they share is not told from what they did. */
const baselineIsSpread = ({ project: { fields } }: Input): void => {
  const controls = fields.filter(({ role }) => role === "control");
  const clusters = [...new Set(controls.map(({ boundary }) => clusterOf(boundary)))];
  if (clusters.length === 1)
    refuse("SERVICE_ONE_CLUSTER", "fields", clusters[0], "control fields lie in two cells of level 15 or more");
};

const RULES: readonly ((input: Input) => unknown)[] = [
  ({ ground }) => requireGround(ground),
  periodRunsForward,
  seasonsLieInPeriod,
  somethingEarns,
  baselineIsObserved,
  baselineIsSpread,
  ({ project }) => labelFields(project.fields),
  ({ project }) => refuseSharedGround(project.fields),
];

/**
 * What is asked of a project before any scene is looked for.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_FIELD, SERVICE_NO_CONTROL,
 * SERVICE_ONE_CLUSTER, SERVICE_DUPLICATE_FIELD, SERVICE_FIELDS_OVERLAP, SERVICE_DATETIME
 */
export const requireInputs = (input: Input): void => RULES.forEach((rule) => rule(input));

/** Every rule that `requireInputs` finds broken. */
export const inputRefusals = (input: Input): readonly SixfoldError[] =>
  RULES.flatMap((rule) => refusalOf(() => rule(input)));
