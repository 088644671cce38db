import { demoted, Work } from "./work";

/** Coefficients of y^3 to y^11 in the sine, and of y^2 to y^10 in the cosine, from the highest. */
const COEFFICIENTS = memory.data<f32>([
  -1.0 / 39916800.0, 1.0 / 362880.0, -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0,
  -1.0 / 3628800.0, 1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0, -1.0 / 2.0,
]);

/** The dates' displacements in turns of phase. */
function turn(work: Work): void {
  const turnsPerUnit = f32x4.splat(work.turnsPerUnit);
  for (let date: usize = 0; date < <usize>work.dates; date++) {
    const at = work.unknowns + (date << 5);
    v128.store(work.turns + (date << 4), f32x4.mul(demoted(v128.load(at), v128.load(at, 16)), turnsPerUnit));
  }
}

/**
 * Temporal coherence |sum exp(i r)| / M of four pixels over their M counting pairs, r being the residual phase (Pepe and
 * Lanari 2006), in whole thousandths. With y = r / 2, reduced to a quarter turn to either side, exp(i r) is
 * 1 - 2 sin^2 y + 2 i sin y cos y. In float32: of displacements of a metre, some forty turns at C band, r is good to 1e-4.
 *
 * @param counts four int32: the M of each pixel
 */
export function fit(work: Work, counts: usize): v128 {
  turn(work);
  const turns = work.turns;
  const pi = f32x4.splat(<f32>Math.PI);
  const one = f32x4.splat(1);
  // V8 builds a constant anew wherever it is used, which takes longer than to load it.
  const s11 = v128.load32_splat(COEFFICIENTS);
  const s9 = v128.load32_splat(COEFFICIENTS, 4);
  const s7 = v128.load32_splat(COEFFICIENTS, 8);
  const s5 = v128.load32_splat(COEFFICIENTS, 12);
  const s3 = v128.load32_splat(COEFFICIENTS, 16);
  const c10 = v128.load32_splat(COEFFICIENTS, 20);
  const c8 = v128.load32_splat(COEFFICIENTS, 24);
  const c6 = v128.load32_splat(COEFFICIENTS, 28);
  const c4 = v128.load32_splat(COEFFICIENTS, 32);
  const c2 = v128.load32_splat(COEFFICIENTS, 36);
  let endsAt = work.ends;
  let seenAt = work.seen;
  let phaseAt = work.phases;
  let count = i32x4.splat(0);
  let squares = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (const end = phaseAt + ((<usize>work.pairs) << 4); phaseAt < end; phaseAt += 16) {
    // Masks and turns take half of what figures do.
    const first = v128.load(turns + (load<usize>(endsAt) >> 1));
    const second = v128.load(turns + (load<usize>(endsAt, 4) >> 1));
    const residual = f32x4.sub(v128.load(phaseAt), f32x4.sub(second, first));
    const y = f32x4.mul(f32x4.sub(residual, f32x4.nearest(residual)), pi);
    const square = f32x4.mul(y, y);
    const seen = v128.load(seenAt);
    let series = f32x4.add(f32x4.mul(square, s11), s9);
    series = f32x4.add(f32x4.mul(square, series), s7);
    series = f32x4.add(f32x4.mul(square, series), s5);
    series = f32x4.add(f32x4.mul(square, series), s3);
    const sine = v128.and(f32x4.add(y, f32x4.mul(y, f32x4.mul(square, series))), seen);
    series = f32x4.add(f32x4.mul(square, c10), c8);
    series = f32x4.add(f32x4.mul(square, series), c6);
    series = f32x4.add(f32x4.mul(square, series), c4);
    series = f32x4.add(f32x4.mul(square, series), c2);
    const cosine = f32x4.add(one, f32x4.mul(square, series));
    squares = f32x4.add(squares, f32x4.mul(sine, sine));
    products = f32x4.add(products, f32x4.mul(sine, cosine));
    count = i32x4.sub(count, seen);
    endsAt += 8;
    seenAt += 16;
  }
  v128.store(counts, count);
  const total = f32x4.convert_i32x4_s(count);
  const real = f32x4.sub(total, f32x4.add(squares, squares));
  const imaginary = f32x4.add(products, products);
  const length = f32x4.sqrt(f32x4.add(f32x4.mul(real, real), f32x4.mul(imaginary, imaginary)));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(f32x4.div(length, total), f32x4.splat(1000))));
}
