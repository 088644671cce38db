/** A value as JSON holds it: bigints as decimal strings, what is undefined as null. */
export type Plain<T> = T extends bigint
  ? string
  : T extends undefined
    ? null
    : T extends readonly (infer U)[]
      ? readonly Plain<U>[]
      : T extends object
        ? { readonly [K in keyof T]: Plain<T[K]> }
        : T;

/** The JSON text of a plain value with bigints as decimal strings. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}` : (inner ?? null)));

/** Text as PostgreSQL can keep it: it has no U+0000 and no half of a surrogate pair, and strings of a chain may. */
export const keepable = (text: string): string => text.replaceAll(/\p{Surrogate}|\0/gu, "\ufffd");
