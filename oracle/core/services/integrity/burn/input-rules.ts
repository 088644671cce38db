import { ServiceError, type SixfoldError } from "../../../errors.ts";
import type { CheckInput } from "../../common/service.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { BurnParameters } from "./parameters.ts";

/**
 * What is asked of a project before any scene is looked for.
 *
 * @throws ServiceError SERVICE_NOTHING_CLAIMED
 */
export const requireInputs = ({ ground }: CheckInput<BurnParameters>): void => {
  if (ground.length > 0) return;
  throw new ServiceError({
    code: "SERVICE_NOTHING_CLAIMED",
    failure: "check",
    field: "ground",
    value: 0,
    rule: "a project claims ground",
  });
};

/** Every rule that `requireInputs` finds broken. */
export const inputRefusals = (input: CheckInput<BurnParameters>): readonly SixfoldError[] =>
  refusalOf(() => requireInputs(input));
