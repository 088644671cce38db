import { dayOf } from "../common/day.ts";
import type { PaddyPlan } from "./plan.ts";

/** All frames of one track and day: neighbouring frames of one pass are one look. */
export type Pass = { readonly day: number; readonly track: string };

const keyOf = ({ day, track }: Pass): string => JSON.stringify([day, track]);

/**
 * Orders a plan's steps by pass, day and track ascending, frames of a pass in the plan's order.
 *
 * @throws SixfoldError SERVICE_DATETIME
 */
export const passesOf = ({
  steps,
}: Pick<PaddyPlan, "steps">): {
  readonly passes: readonly Pass[];
  /** The plan's steps in the order of passes. */
  readonly steps: PaddyPlan["steps"];
  /** Pass of each of these steps. */
  readonly passOf: readonly number[];
} => {
  const framed = steps
    .flatMap((step) => {
      const [first] = step;
      return first === undefined ? [] : [{ step, pass: { day: dayOf(first.datetime), track: first.track } }];
    })
    .map((frame, order) => ({ ...frame, order }))
    .sort(
      (a, b) =>
        a.pass.day - b.pass.day ||
        (a.pass.track < b.pass.track ? -1 : a.pass.track > b.pass.track ? 1 : a.order - b.order),
    );
  const passes: Pass[] = [];
  const passOf = framed.map(({ pass }) => {
    const last = passes.at(-1);
    if (last === undefined || keyOf(last) !== keyOf(pass)) passes.push(pass);
    return passes.length - 1;
  });
  return { passes, steps: framed.map(({ step }) => step), passOf };
};
