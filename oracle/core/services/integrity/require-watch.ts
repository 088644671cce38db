import { SixfoldError } from "../../errors.ts";
import { dayOf } from "../common/day.ts";
import { requireGround } from "../common/require-ground.ts";
import type { CheckInput } from "../common/service.ts";
import type { WatchPractice } from "./practice.ts";

/** @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD */
export const requireWatch = ({ project: { period }, parameters, ground }: CheckInput<WatchPractice>): void => {
  requireGround(ground);
  const { watchFrom } = parameters;
  const [start, from, end] = [dayOf(period.start), dayOf(watchFrom), dayOf(period.end)];
  if (start <= from && from < end) return;
  throw new SixfoldError({
    code: "SERVICE_PERIOD",
    failure: "check",
    field: "practice/watchFrom",
    value: watchFrom,
    rule: `a day of the period, ${period.start} to ${period.end}`,
  });
};
