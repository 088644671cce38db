/** What commands write: one result on stdout, progress on stderr. */
export type Output = {
  readonly json: boolean;
  /** The one result. Text lines for people; with --json, the value as the single document on stdout. */
  readonly result: (value: unknown, lines: readonly string[]) => void;
  /** A line that replaces the last one, on a terminal only. */
  readonly progress: (text: string) => void;
};

export type OutputOptions = { readonly json?: boolean; readonly quiet?: boolean };

/** JSON on one line, with bigints as decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));

/** Takes a progress line away from a terminal. */
export const CLEAR_LINE = "\r\u001b[K";

/** Opens the output of one command. */
export const openOutput = ({ json = false, quiet = false }: OutputOptions): Output => {
  const shows = process.stderr.isTTY && !quiet && !json;
  let open = false;
  const close = () => {
    if (open) process.stderr.write(CLEAR_LINE);
    open = false;
  };
  return {
    json,
    result: (value, lines) => {
      close();
      process.stdout.write(json ? `${toJson(value)}\n` : lines.map((line) => `${line}\n`).join(""));
    },
    progress: (text) => {
      if (!shows) return;
      process.stderr.write(`${CLEAR_LINE}${text}`);
      open = true;
    },
  };
};

const GREEN = 32;
const RED = 31;

/** Colours a word on a terminal unless NO_COLOR (no-color.org) is set. Colour never carries meaning alone. */
const colour = (text: string, code: number): string =>
  process.stdout.isTTY && !process.env["NO_COLOR"] ? `\u001b[${code}m${text}\u001b[0m` : text;

/** The word for an outcome. */
export const outcome = (ok: boolean): string => (ok ? colour("ok    ", GREEN) : colour("FAILED", RED));
