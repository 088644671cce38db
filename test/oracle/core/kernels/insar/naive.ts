import type { InsarPair } from "../../../../../oracle/core/kernels/insar/network.ts";

const { fround } = Math;

export type NaiveSettings = {
  readonly days: readonly number[];
  readonly pairs: readonly InsarPair[];
  readonly metresPerUnit: number;
  readonly wavelengthM: number;
  readonly leastCoherence: number;
};

export type NaivePixel = {
  /** Micrometres, not rounded; undefined where the date is not observed. */
  readonly displacements: readonly (number | undefined)[];
  /** Micrometres a year, not rounded, where all dates are observed. */
  readonly rate: number | undefined;
  /** Thousandths, not rounded, where pairs close a loop. */
  readonly temporalCoherence: number | undefined;
};

type Seen = InsarPair & { readonly difference: number; readonly weight: number };

/** c^2 / (1 - c^2) in float32, with c at most 0.999. */
const weightOf = (coherence: number): number => {
  const square = fround(Math.min(coherence, fround(0.999)) ** 2);
  return fround(square / fround(1 - square));
};

/** Gaussian elimination with partial pivoting. */
const solved = (matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] => {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  rows.forEach((_, column) => {
    const below = rows.slice(column).map((row) => Math.abs(row[column]!));
    const pivot = column + below.indexOf(Math.max(...below));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    rows.slice(column + 1).forEach((row) => {
      const factor = row[column]! / rows[column]![column]!;
      rows[column]!.forEach((value, i) => (row[i] = row[i]! - factor * value));
    });
  });
  const x = right.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i -= 1)
    x[i] =
      (rows[i]!.at(-1)! - x.reduce((sum, value, j) => (j > i ? sum + rows[i]![j]! * value : sum), 0)) / rows[i]![i]!;
  return x;
};

const joinedToFirst = (pairs: readonly InsarPair[]): readonly number[] => {
  const joined = new Set([0]);
  for (const date of joined)
    for (const { first, second } of pairs)
      if (first === date || second === date) for (const end of [first, second]) joined.add(end);
  return [...joined].sort((a, b) => a - b);
};

/** One pixel by dense normal equations in double precision. */
export const naivePixel = (
  { days, pairs, metresPerUnit, wavelengthM, leastCoherence }: NaiveSettings,
  values: readonly number[],
  coherences: readonly number[],
): NaivePixel => {
  const observed = pairs.flatMap((pair, index): readonly Seen[] => {
    const [value, coherence] = [values[index]!, coherences[index]!];
    const counts = Math.abs(value * metresPerUnit) < 536 && coherence >= fround(leastCoherence);
    return counts ? [{ ...pair, difference: value - pair.reference, weight: weightOf(coherence) }] : [];
  });
  const dates = joinedToFirst(observed);
  const seen = observed.filter(({ first }) => dates.includes(first));
  const unknowns = dates.slice(1);
  const matrix = unknowns.map(() => unknowns.map(() => 0));
  const right = unknowns.map(() => 0);
  for (const { first, second, difference, weight } of seen) {
    const ends = [
      { row: unknowns.indexOf(first), sign: -1 },
      { row: unknowns.indexOf(second), sign: 1 },
    ].filter(({ row }) => row >= 0);
    for (const { row, sign } of ends) {
      right[row]! += sign * weight * difference;
      for (const other of ends) matrix[row]![other.row]! += sign * other.sign * weight;
    }
  }
  const x = new Map([[0, 0], ...solved(matrix, right).map((value, i) => [unknowns[i]!, value] as const)]);
  const at = (date: number): number => x.get(date)! * metresPerUnit;
  const phases = seen.map(
    ({ first, second, difference }) =>
      ((difference * metresPerUnit - (at(second) - at(first))) * 4 * Math.PI) / wavelengthM,
  );
  const [real, imaginary] = [Math.cos, Math.sin].map((wave) => phases.reduce((sum, phase) => sum + wave(phase), 0));
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const years = days.map((day) => day / 365.25);
  const product = (a: readonly number[], b: readonly number[]): number =>
    mean(a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b))));
  return {
    displacements: days.map((_, date) => (x.has(date) ? at(date) * 1e6 : undefined)),
    rate:
      dates.length === days.length
        ? (1e6 *
            product(
              years,
              days.map((_, date) => at(date)),
            )) /
          product(years, years)
        : undefined,
    temporalCoherence: seen.length >= dates.length ? (1000 * Math.hypot(real!, imaginary!)) / seen.length : undefined,
  };
};
