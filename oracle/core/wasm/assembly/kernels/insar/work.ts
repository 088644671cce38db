/**
 * What the steps over four pixels share, as kernels/insar/load-work.ts writes it. All figures of the solution lie as four
 * float64, a pixel each, in 32 bytes; masks as four int32 in 16.
 */
@unmanaged
export class Work {
  /** Micrometres of one unit of the values. */
  micrometresPerUnit: f64;
  /** Turns of phase, 2 pi each, of one unit of the values. */
  turnsPerUnit: f32;
  /** Greatest value, either way, of a pair that counts. */
  mostValue: f32;
  /** Least coherence of a pair that counts. */
  leastCoherence: f32;
  /** Least temporal coherence of a pixel that counts, in thousandths. */
  leastFit: i32;
  dates: i32;
  pairs: i32;
  /** Edges of the network, those that elimination adds included; the first are the pairs. */
  edges: i32;
  /** Per pair: offset of the first date's and of the second date's figures. */
  ends: usize;
  /** Per pair, float64: what is taken from its value. */
  references: usize;
  /** Per date, float64: the share of its value in the rate, per year. */
  slopes: usize;
  /** Per date but the first, from the last: see solve.ts. */
  program: usize;
  /** Per date: offset of its part of the program. */
  starts: usize;
  /** Room for the figures: of the edges, the dates, the pairs. */
  weights: usize;
  unknowns: usize;
  differences: usize;
  /** Room for turns of phase, four float32 each: of the pairs' differences, and of the dates' displacements. */
  phases: usize;
  turns: usize;
  /** Room for the masks: pairs that count, dates that are observed. */
  seen: usize;
  reached: usize;
  /** Room for whole micrometres per date, four int32. */
  rounded: usize;
}

/** The last two of four float32 or int32 as the first two. */
// @ts-ignore: decorator
@inline
export function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/** Two and two float64 as four float32. */
// @ts-ignore: decorator
@inline
export function demoted(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
