/** Whose turn it is after a failure: the caller's input, the thing checked, or the machinery around it. */
export type Failure = "usage" | "check" | "infrastructure";

export type SixfoldErrorFields = {
  /**
   * Stable identifier: the room that raises it, by its folder's name in the singular, and the condition, e.g.
   * `GROUND_SELF_INTERSECTION`.
   */
  readonly code: string;
  readonly failure: Failure;
  /** What was wrong: a JSON Pointer, an option or an argument name. */
  readonly field: string;
  readonly value: unknown;
  /** The rule that was broken, as a sentence a user can act on. */
  readonly rule: string;
  readonly cause?: unknown;
};

const LONGEST_SHOWN_VALUE = 200;

const cut = (text: string): string =>
  text.length > LONGEST_SHOWN_VALUE ? `${text.slice(0, LONGEST_SHOWN_VALUE)}...` : text;

const asText = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner)) ?? String(value);

/**
 * A value as it may be printed or sent: itself as long as its JSON is short, else the beginning of its text. What was
 * wrong may be a whole file.
 */
export const shownValue = (value: unknown): unknown => {
  if (typeof value === "string") return cut(value);
  const text = asText(value);
  return text.length > LONGEST_SHOWN_VALUE ? cut(text) : value;
};

/**
 * The one error Sixfold throws. It names the field, the value and the rule, so that a message can be acted on without
 * reading code. Its code tells errors apart, and the code's first word whose they are.
 */
export class SixfoldError extends Error {
  readonly code: string;
  readonly failure: Failure;
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;

  constructor({ code, failure, field, value, rule, cause }: SixfoldErrorFields) {
    super(`${field}: ${rule} (got ${cut(asText(value))})`, cause === undefined ? undefined : { cause });
    this.name = "SixfoldError";
    this.code = code;
    this.failure = failure;
    this.field = field;
    this.value = value;
    this.rule = rule;
  }
}

/** What was said or served breaks a rule: the thing checked is at fault. */
export const refused = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SixfoldError =>
  new SixfoldError({ code, failure: "check", field, value, rule, cause });

/** A fault on the way: retrying later, or elsewhere, may help. */
export const unreachable = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SixfoldError =>
  new SixfoldError({ code, failure: "infrastructure", field, value, rule, cause });

/** What the caller named, or did not allow, and can name or allow otherwise. */
export const misnamed = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SixfoldError =>
  new SixfoldError({ code, failure: "usage", field, value, rule, cause });
