import { ControlsError } from "../errors.ts";

/** @throws ControlsError with the code, always. */
export const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new ControlsError({ code, failure: "check", field, value, rule });
};
