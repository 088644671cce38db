import { ENDMEMBERS } from "./endmembers.ts";
import type { Endmember } from "./endmembers.ts";

/** Share of each endmember, at least 0; they sum to 1. */
export type Fractions = Readonly<Record<Endmember, number>>;

const NAMES = Object.keys(ENDMEMBERS) as readonly Endmember[];

/** Some endmembers, and how their shares follow from a reflectance: the last one's are what the others leave. */
type Face = { readonly own: readonly Endmember[]; readonly inverse: readonly (readonly number[])[] };

/** Solves A X = B for a regular A, by Gauss-Jordan elimination with pivots. */
const solved = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] => {
  const rows = a.map((row, at) => [...row, ...b[at]!]);
  rows.forEach((_, col) => {
    let pivot = col;
    for (let row = col + 1; row < rows.length; row += 1)
      if (Math.abs(rows[row]![col]!) > Math.abs(rows[pivot]![col]!)) pivot = row;
    [rows[col], rows[pivot]] = [rows[pivot]!, rows[col]!];
    const own = rows[col]!.map((value) => value / rows[col]![col]!);
    rows.forEach((row, at) => {
      rows[at] = at === col ? own : row.map((value, k) => value - row[col]! * own[k]!);
    });
  });
  return rows.map((row) => row.slice(a.length));
};

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** Endmembers of a face as seen from its last one, and that one. */
const columnsOf = (own: readonly Endmember[]): { base: readonly number[]; columns: readonly (readonly number[])[] } => {
  const base: readonly number[] = ENDMEMBERS[own.at(-1)!];
  return { base, columns: own.slice(0, -1).map((name) => ENDMEMBERS[name].map((value, k) => value - base[k]!)) };
};

/** Every choice of endmembers, each with its least squares (31 of five). */
const FACES: readonly Face[] = Array.from({ length: 2 ** NAMES.length - 1 }, (_, at): Face => {
  const own = NAMES.filter((__, k) => (((at + 1) >> k) & 1) === 1);
  const { columns } = columnsOf(own);
  const normal = columns.map((a) => columns.map((b) => dot(a, b)));
  return { own, inverse: columns.length === 0 ? [] : solved(normal, columns) };
});

/**
 * Shares of the endmembers that come nearest to a reflectance by least squares, none below 0 and all of them 1 (fully
 * constrained least squares, Heinz and Chang 2001, IEEE Transactions on Geoscience and Remote Sensing 39(3)). The best of
 * all choices of endmembers whose own least squares has no negative share is the optimum, since the problem is convex.
 *
 * @param reflectance 0 to 1, in the order of `MIXTURE_BANDS`; may be the mean of a plot.
 */
export const unmixed = (reflectance: readonly number[]): Fractions => {
  let [least, best] = [Infinity, undefined as readonly [Face, readonly number[]] | undefined];
  for (const face of FACES) {
    const { base, columns } = columnsOf(face.own);
    const above = reflectance.map((value, k) => value - base[k]!);
    const shares = face.inverse.map((row) => dot(row, above));
    const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
    if (rest < 0 || shares.some((share) => share < 0)) continue;
    const missing = above.map(
      (value, k) => value - columns.reduce((sum, column, at) => sum + column[k]! * shares[at]!, 0),
    );
    const left = dot(missing, missing);
    if (left < least) [least, best] = [left, [face, [...shares, rest]]];
  }
  const [{ own }, shares] = best!;
  return Object.fromEntries(NAMES.map((name) => [name, shares[own.indexOf(name)] ?? 0])) as Fractions;
};
