import { CommanderError } from "commander";

import { SixfoldError, shownValue } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";
import { faultOf, isSystemError, reasonOf, withoutSecrets } from "../system/system-fault.ts";
import { NO_WORDS, asTyped } from "./as-typed.ts";
import type { Words } from "./as-typed.ts";
import { CLEAR_LINE, toJson } from "./output.ts";

export const EXIT = { ok: 0, check: 1, usage: 2, infrastructure: 3 } as const satisfies Record<Failure | "ok", number>;

type Told = { readonly code: string; readonly field: string; readonly value: unknown; readonly rule: string };

/** Longest rule printed: one lists what each of several processes said. */
const LONGEST_RULE = 1_000;

/** Another process's words are printed too; none of them may steer the terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");

const tell = ({ code, field, value, rule }: Told, json: boolean): void => {
  const told = { code, field: String(shownValue(field)), value: shownValue(value), rule: rule.slice(0, LONGEST_RULE) };
  if (json) {
    process.stdout.write(`${toJson({ error: told })}\n`);
    return;
  }
  const lines = [
    `error  ${told.code}`,
    `field  ${told.field}`,
    `value  ${toJson(told.value) ?? "nothing"}`,
    `rule   ${told.rule}`,
  ];
  // A command that failed under way leaves its last line of progress behind.
  if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  process.stderr.write(lines.map((line) => `${printable(line)}\n`).join(""));
};

/** The option or argument that Commander's own message names. */
const namedIn = (message: string): string => {
  const [, option] = /option '[^']*?(--[a-z-]+)/.exec(message) ?? [];
  const [, argument] = /argument '([a-z:-]+)'(?:\.|$)/.exec(message) ?? [];
  return option ?? (argument === undefined ? "arguments" : `<${argument}>`);
};

/** Words that Commander refused are not told again: a key may be among them. */
const toldByCommander = ({ code, message }: CommanderError): Told => ({
  code: `CLI_${code.replace(/^commander\./, "").toUpperCase()}`,
  field: namedIn(message),
  value: null,
  rule: withoutSecrets(message.replace(/^error: /, "")),
});

/**
 * Prints what went wrong, as JSON on stdout with --json, and answers the exit code.
 * @param words of the command that was under way
 */
export const fail = (error: unknown, json: boolean, words: Words = NO_WORDS): number => {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // Without --json Commander has printed its own text to stderr already.
    if (json) tell(toldByCommander(error), json);
    return EXIT.usage;
  }
  if (error instanceof SixfoldError) {
    tell(asTyped(error, words), json);
    return EXIT[error.failure];
  }
  if (error instanceof Error && error.name === "AbortError") {
    tell({ code: "CLI_STOPPED", field: "sixfold", value: null, rule: "stopped before its end on request" }, json);
    return EXIT.infrastructure;
  }
  if (isSystemError(error)) {
    const { failure, rule } = faultOf(error);
    const { syscall, path } = error;
    tell({ code: "CLI_SYSTEM", field: path ?? syscall, value: reasonOf(error), rule }, json);
    return EXIT[failure];
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
