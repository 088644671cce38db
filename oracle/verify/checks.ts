import { SixfoldError } from "../core/errors.ts";

/** One thing that was looked at, and whether it holds. */
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const text = (value: unknown): string => (typeof value === "string" ? value : String(value));

/** A check that two values are the same. */
export const same = (name: string, found: unknown, expected: unknown): Check => ({
  name,
  ok: found === expected,
  detail: found === expected ? text(found) : `${text(found)}, expected ${text(expected)}`,
});

/** A check with its own words. */
export const holds = (name: string, ok: boolean, detail: string): Check => ({ name, ok, detail });

/**
 * Runs a step whose failed checks are findings rather than the end: a typed `check` error becomes a failed check, and
 * anything else, such as an endpoint that is away, is thrown on.
 */
export const attempt = async <T>(
  name: string,
  step: () => Promise<T>,
  detail: (value: T) => string,
): Promise<{ readonly check: Check; readonly value: T | undefined }> => {
  try {
    const value = await step();
    return { check: { name, ok: true, detail: detail(value) }, value };
  } catch (error) {
    if (!(error instanceof SixfoldError) || error.failure !== "check") throw error;
    return { check: { name, ok: false, detail: `${error.code}: ${error.message}` }, value: undefined };
  }
};
