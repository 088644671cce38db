/** Areas are whole units of 2^-16 m2, to which each pixel's is rounded: exact in sum. */
export const UNITS_PER_M2 = 65_536;

/** Columns of a cell's row of values; the sums of what its pixels showed follow, one a band. */
export const [AREA, SEEN_AREA, PIXELS, SUMS] = [0, 1, 2, 3] as const;

/** What was seen of cells, claimed and unclaimed ground apart. */
export type CellsSeen = {
  /** Twice a cell's place in reading order over the grid's cells, plus one for its claimed part; ascending once joined. */
  readonly keys: Float64Array;
  /** keys x width, row by row; whole numbers. */
  readonly values: Float64Array;
  readonly width: number;
  /** Pixels with a value that can not be what it is said to be; they count as unseen. */
  readonly strangePixels: number;
  readonly knownPixels: number;
};

/** Joins what disjoint windows saw: a cell may lie in several. */
export const joinCells = (parts: readonly CellsSeen[]): CellsSeen => {
  const width = parts[0]?.width ?? SUMS;
  const keys = Float64Array.from(new Set(parts.flatMap((part) => [...part.keys]))).sort();
  const rowOf = new Map([...keys].map((key, row) => [key, row]));
  const values = new Float64Array(keys.length * width);
  for (const part of parts)
    part.keys.forEach((key, at) => {
      const to = (rowOf.get(key) as number) * width;
      for (let k = 0; k < width; k += 1) values[to + k]! += part.values[at * width + k] as number;
    });
  const sumOf = (name: "strangePixels" | "knownPixels"): number => parts.reduce((sum, part) => sum + part[name], 0);
  return { keys, values, width, strangePixels: sumOf("strangePixels"), knownPixels: sumOf("knownPixels") };
};

/** A cell's claimed part, or what of it is not claimed. */
export type CellPart = {
  readonly col: number;
  readonly row: number;
  readonly isClaimed: boolean;
  readonly areaM2: number;
  readonly seenM2: number;
  readonly pixels: number;
  /** Sums over its pixels, band by band. */
  readonly sums: readonly number[];
};

/**
 * Cell parts in reading order.
 *
 * @param unit what a whole number of a sum stands for.
 */
export const partsOf = ({ keys, values, width }: CellsSeen, columns: number, unit: number): readonly CellPart[] =>
  Array.from(keys, (key, at) => {
    const place = Math.floor(key / 2);
    const value = (k: number): number => values[at * width + k] as number;
    return {
      col: place % columns,
      row: Math.floor(place / columns),
      isClaimed: key % 2 === 1,
      areaM2: value(AREA) / UNITS_PER_M2,
      seenM2: value(SEEN_AREA) / UNITS_PER_M2,
      pixels: value(PIXELS),
      sums: Array.from({ length: width - SUMS }, (_, look) => value(SUMS + look) * unit),
    };
  });
