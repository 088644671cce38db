import { CommanderError } from "commander";

import { SixfoldError } from "../errors.ts";
import type { Failure } from "../errors.ts";
import { toJson } from "./output.ts";

export const EXIT = { ok: 0, check: 1, usage: 2, infrastructure: 3 } as const satisfies Record<Failure | "ok", number>;

type Told = { readonly code: string; readonly field: string; readonly value: unknown; readonly rule: string };

const tell = (told: Told, json: boolean): void => {
  if (json) {
    process.stdout.write(`${toJson({ error: told })}\n`);
    return;
  }
  const value = toJson(told.value) ?? "nothing";
  process.stderr.write(
    [`error  ${told.code}`, `field  ${told.field}`, `value  ${value.slice(0, 400)}`, `rule   ${told.rule}`, ""].join(
      "\n",
    ),
  );
};

/** Prints what went wrong, as JSON on stdout with --json, and answers the exit code. */
export const fail = (error: unknown, json: boolean): number => {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has printed its own text to stderr already.
    if (json)
      tell(
        {
          code: `CLI_${error.code.replace(/^commander\./, "").toUpperCase()}`,
          field: "arguments",
          value: process.argv.slice(2),
          rule: error.message.replace(/^error: /, ""),
        },
        json,
      );
    return EXIT.usage;
  }
  if (error instanceof SixfoldError) {
    const { code, field, value, rule } = error;
    tell({ code, field, value, rule }, json);
    return EXIT[error.failure];
  }
  if (error instanceof Error && error.name === "AbortError") {
    tell({ code: "CLI_STOPPED", field: "sixfold", value: null, rule: "the command runs to its end" }, json);
    return EXIT.infrastructure;
  }
  tell(
    {
      code: "CLI_UNEXPECTED",
      field: "sixfold",
      value: error instanceof Error ? (error.stack ?? error.message) : String(error),
      rule: "this is a fault of Sixfold itself",
    },
    json,
  );
  return EXIT.infrastructure;
};
