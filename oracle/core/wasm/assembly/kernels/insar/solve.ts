import { Work } from "./work";

/** Right-hand sides: at each date, what its pairs that end there pull less what those that start there do. */
function pull(work: Work): void {
  const unknowns = work.unknowns;
  const zero = f64x2.splat(0);
  for (let at = unknowns, end = unknowns + ((<usize>work.dates) << 5); at < end; at += 16) v128.store(at, zero);
  let endsAt = work.ends;
  let weightAt = work.weights;
  let differenceAt = work.differences;
  for (let pair: i32 = 0; pair < work.pairs; pair++) {
    const low = f64x2.mul(v128.load(weightAt), v128.load(differenceAt));
    const high = f64x2.mul(v128.load(weightAt, 16), v128.load(differenceAt, 16));
    const first = unknowns + load<usize>(endsAt);
    const second = unknowns + load<usize>(endsAt, 4);
    v128.store(first, f64x2.sub(v128.load(first), low));
    v128.store(first, f64x2.sub(v128.load(first, 16), high), 16);
    v128.store(second, f64x2.add(v128.load(second), low));
    v128.store(second, f64x2.add(v128.load(second, 16), high), 16);
    endsAt += 8;
    weightAt += 32;
    differenceAt += 32;
  }
  const added = weightAt;
  for (let at = added, end = work.weights + ((<usize>work.edges) << 5); at < end; at += 16) v128.store(at, zero);
}

/**
 * Takes the dates out of the network, the last first. A date's edges w_i, with sum s, become edges w_i w_j / s between its
 * neighbours (Gaussian elimination of a Laplacian, which electrical networks know as the star-mesh transform). Weights are
 * only added, multiplied and divided, never subtracted, so each keeps its own relative accuracy however they range, and
 * every s is above 0 but that of a date without an edge: it is not observed and gets the value 0.
 *
 * The program holds, per date: the number of its edges to earlier dates, the offset of each edge's weight and of the
 * neighbour's figures, and then, for each two of them, the offset of the weight between the two neighbours.
 */
function eliminate(work: Work): void {
  const weights = work.weights;
  const unknowns = work.unknowns;
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let step = work.program;
  for (let at = unknowns + ((<usize>(work.dates - 1)) << 5); at > unknowns; at -= 32) {
    const edges = step + 4;
    const targets = edges + (load<usize>(step) << 3);
    let low = zero;
    let high = zero;
    for (let edge = edges; edge < targets; edge += 8) {
      low = f64x2.add(low, v128.load(weights + load<usize>(edge)));
      high = f64x2.add(high, v128.load(weights + load<usize>(edge), 16));
    }
    const inverseLow = f64x2.div(one, f64x2.add(low, v128.and(one, f64x2.eq(low, zero))));
    const inverseHigh = f64x2.div(one, f64x2.add(high, v128.and(one, f64x2.eq(high, zero))));
    const ownLow = f64x2.mul(v128.load(at), inverseLow);
    const ownHigh = f64x2.mul(v128.load(at, 16), inverseHigh);
    v128.store(at, ownLow);
    v128.store(at, ownHigh, 16);
    step = targets;
    for (let edge = edges; edge < targets; edge += 8) {
      const weightAt = weights + load<usize>(edge);
      const weightLow = v128.load(weightAt);
      const weightHigh = v128.load(weightAt, 16);
      const neighbour = unknowns + load<usize>(edge, 4);
      v128.store(neighbour, f64x2.add(v128.load(neighbour), f64x2.mul(weightLow, ownLow)));
      v128.store(neighbour, f64x2.add(v128.load(neighbour, 16), f64x2.mul(weightHigh, ownHigh)), 16);
      const shareLow = f64x2.mul(weightLow, inverseLow);
      const shareHigh = f64x2.mul(weightHigh, inverseHigh);
      for (let other = edge + 8; other < targets; other += 8) {
        const otherAt = weights + load<usize>(other);
        const target = weights + load<usize>(step);
        v128.store(target, f64x2.add(v128.load(target), f64x2.mul(shareLow, v128.load(otherAt))));
        v128.store(target, f64x2.add(v128.load(target, 16), f64x2.mul(shareHigh, v128.load(otherAt, 16))), 16);
        step += 4;
      }
      v128.store(weightAt, shareLow);
      v128.store(weightAt, shareHigh, 16);
    }
  }
}

/** Puts the dates in again, the first first: it is 0, and each further one its own part and its shares of its neighbours'. */
function substitute(work: Work): void {
  const weights = work.weights;
  const unknowns = work.unknowns;
  v128.store(unknowns, f64x2.splat(0));
  v128.store(unknowns, f64x2.splat(0), 16);
  for (let date: i32 = 1; date < work.dates; date++) {
    const step = work.program + load<usize>(work.starts + ((<usize>date) << 2));
    const end = step + 4 + (load<usize>(step) << 3);
    const at = unknowns + ((<usize>date) << 5);
    let low = v128.load(at);
    let high = v128.load(at, 16);
    for (let edge = step + 4; edge < end; edge += 8) {
      const shareAt = weights + load<usize>(edge);
      const neighbour = unknowns + load<usize>(edge, 4);
      low = f64x2.add(low, f64x2.mul(v128.load(shareAt), v128.load(neighbour)));
      high = f64x2.add(high, f64x2.mul(v128.load(shareAt, 16), v128.load(neighbour, 16)));
    }
    v128.store(at, low);
    v128.store(at, high, 16);
  }
}

/** Solves the normal equations of four pixels for the dates' values, in units of the bands; the first date's is 0. */
export function solve(work: Work): void {
  pull(work);
  eliminate(work);
  substitute(work);
}
