import { Work } from "./work";

/** Of pixels whose pairs all count, every date is observed: the network as a whole is connected. */
export function connectAll(work: Work, wanted: v128): void {
  for (let date: i32 = 0; date < work.dates; date++) v128.store(work.reached + ((<usize>date) << 4), wanted);
}

/**
 * Finds the dates that a path of counting pairs joins to the first one, for each of four pixels, and takes away the pairs
 * that are not among them. Exact: masks spread along pairs until a sweep changes none.
 */
export function connect(work: Work, wanted: v128): void {
  const pairs = work.pairs;
  const ends = work.ends;
  const seen = work.seen;
  const reached = work.reached;
  const weights = work.weights;
  const zero = i32x4.splat(0);
  for (let date: i32 = 0; date < work.dates; date++) v128.store(reached + ((<usize>date) << 4), zero);
  v128.store(reached, wanted);
  let news = wanted;
  while (v128.any_true(news)) {
    news = zero;
    for (let pair: i32 = 0; pair < pairs; pair++) {
      // Figures take 32 bytes and masks 16.
      const firstAt = reached + (load<usize>(ends + ((<usize>pair) << 3)) >> 1);
      const secondAt = reached + (load<usize>(ends + ((<usize>pair) << 3), 4) >> 1);
      const first = v128.load(firstAt);
      const second = v128.load(secondAt);
      const joined = v128.and(v128.load(seen + ((<usize>pair) << 4)), v128.or(first, second));
      news = v128.or(news, v128.andnot(joined, v128.and(first, second)));
      v128.store(firstAt, v128.or(first, joined));
      v128.store(secondAt, v128.or(second, joined));
    }
  }
  for (let pair: i32 = 0; pair < pairs; pair++) {
    const seenAt = seen + ((<usize>pair) << 4);
    const weightAt = weights + ((<usize>pair) << 5);
    const counts = v128.and(v128.load(seenAt), v128.load(reached + (load<usize>(ends + ((<usize>pair) << 3)) >> 1)));
    v128.store(seenAt, counts);
    v128.store(weightAt, v128.and(v128.load(weightAt), i64x2.extend_low_i32x4_s(counts)));
    v128.store(weightAt, v128.and(v128.load(weightAt, 16), i64x2.extend_high_i32x4_s(counts)), 16);
  }
}
