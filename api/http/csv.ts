/** What spreadsheets take for a formula's beginning (OWASP, CSV Injection), and tabs and line ends that hide one. */
const FORMULA = /^\s*[=+\-@\t\r\n]/;

/** A number is no formula, with its sign. */
const NUMBER = /^-?\d+(\.\d+)?$/;

const cellText = (value: string | number | null): string => {
  if (value === null) return "";
  const text = String(value);
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

export type CsvRow = Readonly<Record<string, string | number | null>>;

/** Rows as CSV (RFC 4180) under a line of names. A text that a spreadsheet would run begins with an apostrophe. */
export const csvOf = (columns: readonly string[], rows: readonly CsvRow[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
    .map((cells) => `${cells.map(cellText).join(",")}\r\n`)
    .join("");
