import { SixfoldError } from "../core/errors.ts";

/** A command that was asked in a way it can not be answered; exit code 2. */
export class UsageError extends SixfoldError {
  constructor(field: string, value: unknown, rule: string) {
    super({ code: "CLI_USAGE", failure: "usage", field, value, rule });
  }
}
