import { cos, sin } from "../../../math.ts";

const DAYS_PER_YEAR = 365.2425;

/** The regressors of a day: 1, then cosine and sine of each harmonic of the year. */
const regressors = (day: number, order: number): readonly number[] => {
  const turn = (2 * Math.PI * day) / DAYS_PER_YEAR;
  return [1, ...Array.from({ length: order }, (_, at) => [cos((at + 1) * turn), sin((at + 1) * turn)]).flat()];
};

/** Solves A x = b by elimination with pivots; undefined where A is singular as far as doubles tell. */
const solve = (a: readonly (readonly number[])[], b: readonly number[]): readonly number[] | undefined => {
  const rows = a.map((row, at) => [...row, b[at]!]);
  const size = rows.length;
  const scale = Math.max(...a.flat().map(Math.abs));
  for (let col = 0; col < size; col += 1) {
    let best = col;
    for (let row = col + 1; row < size; row += 1)
      if (Math.abs(rows[row]![col]!) > Math.abs(rows[best]![col]!)) best = row;
    [rows[col], rows[best]] = [rows[best]!, rows[col]!];
    const pivot = rows[col]![col]!;
    if (Math.abs(pivot) <= 1e-9 * scale) return undefined;
    for (let row = 0; row < size; row += 1) {
      if (row === col) continue;
      const factor = rows[row]![col]! / pivot;
      for (let k = col; k <= size; k += 1) rows[row]![k]! -= factor * rows[col]![k]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
};

export type Season = {
  readonly expected: (day: number) => number;
  /** Standard deviation about it, by the degrees of freedom that are left. */
  readonly spread: number;
};

/**
 * The season of a series: harmonics of the year by least squares. Undefined where looks are too few for the coefficients,
 * or lie so in the year that they can not tell them.
 */
export const seasonOf = (
  looks: readonly { readonly day: number; readonly value: number }[],
  order: number,
): Season | undefined => {
  const count = 2 * order + 1;
  if (looks.length <= count) return undefined;
  const normal = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const right = new Array<number>(count).fill(0);
  for (const { day, value } of looks) {
    const x = regressors(day, order);
    x.forEach((xi, i) => {
      right[i]! += xi * value;
      x.forEach((xj, j) => (normal[i]![j]! += xi * xj));
    });
  }
  const coefficients = solve(normal, right);
  if (coefficients === undefined) return undefined;
  const expected = (day: number): number =>
    regressors(day, order).reduce((sum, x, at) => sum + x * coefficients[at]!, 0);
  const squares = looks.reduce((sum, { day, value }) => sum + (value - expected(day)) * (value - expected(day)), 0);
  return { expected, spread: Math.sqrt(squares / (looks.length - count)) };
};
