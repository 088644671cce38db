import type { Core } from "../../wasm/core.ts";
import type { InsarPair, Network } from "./network.ts";

/** Bytes of four float64, four float32 and four int32. */
const FIGURES = 32;
const TURNS = 16;
const MASK = 16;

/** Where assembly/kernels/insar/work.ts has its float32 and int32 fields, and its bytes in all. */
const FIRST_FLOAT = 8;
const FIRST_WORD = 20;
const WORK_BYTES = 88;

export type Settings = {
  readonly micrometresPerUnit: number;
  readonly turnsPerUnit: number;
  /** Pairs with values beyond it, either way, do not count. */
  readonly mostValue: number;
  readonly leastCoherence: number;
  /** Thousandths. */
  readonly leastFit: number;
};

/**
 * What is done to take out each date, the last first: the number of its neighbours, for each of them the offset of the
 * edge's weight and of the neighbour's figures, and for each two of them the offset of the weight between them.
 */
const programOf = ({ earlier }: Network): { readonly words: readonly number[]; readonly starts: readonly number[] } => {
  const words: number[] = [];
  const starts = earlier.map(() => 0);
  const edgeBetween = earlier.map((neighbours) => new Map(neighbours.map(({ date, edge }) => [date, edge])));
  for (let date = earlier.length - 1; date > 0; date -= 1) {
    const neighbours = earlier[date] as Network["earlier"][number];
    starts[date] = words.length * 4;
    words.push(neighbours.length);
    for (const neighbour of neighbours) words.push(neighbour.edge * FIGURES, neighbour.date * FIGURES);
    neighbours.forEach(({ date: former }, index) => {
      for (const { date: later } of neighbours.slice(index + 1))
        words.push((edgeBetween[later]?.get(former) as number) * FIGURES);
    });
  }
  return { words, starts };
};

/** Shares of the dates' values in the slope of the straight line nearest to them, per year of 365.25 days. */
export const slopesOf = (days: readonly number[]): readonly number[] => {
  const years = days.map((day) => (day - (days[0] as number)) / 365.25);
  const mean = years.reduce((sum, year) => sum + year, 0) / years.length;
  const spread = years.reduce((sum, year) => sum + (year - mean) * (year - mean), 0);
  return years.map((year) => (year - mean) / spread);
};

/**
 * Lays out in the core's memory what the solution of a network needs.
 *
 * @returns where it starts, for `insarSeries`.
 */
export const loadWork = (
  core: Core,
  days: readonly number[],
  pairs: readonly InsarPair[],
  network: Network,
  { micrometresPerUnit, turnsPerUnit, mostValue, leastCoherence, leastFit }: Settings,
): number => {
  const { words, starts } = programOf(network);
  const ordered = network.order.map((index) => pairs[index] as InsarPair);
  const work = core.alloc(WORK_BYTES);
  const ints = (values: readonly number[]): number => {
    const at = core.alloc(values.length * 4);
    core.i32(at, values.length).set(values);
    return at;
  };
  const doubles = (values: readonly number[]): number => {
    const at = core.alloc(values.length * 8);
    core.f64(at, values.length).set(values);
    return at;
  };
  const fields = [
    leastFit,
    ...[days.length, pairs.length, network.edges],
    ints(ordered.flatMap(({ first, second }) => [first * FIGURES, second * FIGURES])),
    doubles(ordered.map(({ reference }) => reference)),
    doubles(slopesOf(days)),
    ...[ints(words), ints(starts)],
    core.alloc(network.edges * FIGURES),
    core.alloc(days.length * FIGURES),
    core.alloc(pairs.length * FIGURES),
    ...[core.alloc(pairs.length * TURNS), core.alloc(days.length * TURNS)],
    ...[core.alloc(pairs.length * MASK), core.alloc(days.length * MASK)],
    core.alloc(days.length * MASK),
  ];
  core.f64(work, 1)[0] = micrometresPerUnit;
  core.f32(work + FIRST_FLOAT, 3).set([turnsPerUnit, mostValue, leastCoherence]);
  core.i32(work + FIRST_WORD, fields.length).set(fields);
  return work;
};
