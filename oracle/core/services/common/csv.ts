import { SixfoldError } from "../../errors.ts";

const isPlain = (text: string, at: number): boolean => at < text.length && !'",\r\n'.includes(text[at] as string);

/** Where the cell that starts at a place ends; undefined where its quotes do not close. */
const endOf = (text: string, start: number): number | undefined => {
  let at = start;
  if (text[start] !== '"') {
    while (isPlain(text, at)) at += 1;
    return at;
  }
  do {
    at = text.indexOf('"', at + 1);
    if (at < 0) return undefined;
    at += 1;
  } while (text[at] === '"');
  return at;
};

/** Length of what ends a cell: a comma, a line's end, or the text's; undefined where the cell goes on instead. */
const breakAt = (text: string, at: number): number | undefined => {
  if (at === text.length) return 0;
  if (text[at] === "," || text[at] === "\n") return 1;
  return text.startsWith("\r\n", at) ? 2 : undefined;
};

/**
 * The records of a CSV text (RFC 4180), cells as text: lines end in CRLF or LF, the last one perhaps in nothing; a cell in
 * quotes holds commas, line ends and doubled quotes. What the grammar does not hold is refused: a lenient reader drops or
 * joins cells without a word.
 *
 * @param name of the table in errors.
 * @throws SixfoldError SERVICE_TABLE
 */
export const csvRecords = (text: string, name: string): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length || record.length > 0) {
    const end = endOf(text, at);
    const length = end === undefined ? undefined : breakAt(text, end);
    if (end === undefined || length === undefined)
      throw new SixfoldError({
        code: "SERVICE_TABLE",
        failure: "check",
        field: `${name}#row ${records.length + 1}, cell ${record.length + 1}`,
        value: text.slice(at, at + 40),
        rule: "a cell is bare, or in quotes from end to end with each quote inside doubled; a line ends in CRLF or LF (RFC 4180)",
      });
    const cell = text.slice(at, end);
    record.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + length;
    if (text[end] === ",") continue;
    records.push(record);
    record = [];
  }
  return records;
};
