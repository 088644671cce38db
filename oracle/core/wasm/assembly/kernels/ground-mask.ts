/** Bits of a cell coordinate behind the binary point; see oracle/core/ground/mask-chart.ts. */
const FRACTION_BITS: i32 = 19;
const CELL: f64 = <f64>(1 << FRACTION_BITS);
const FRACTION: i32 = (1 << FRACTION_BITS) - 1;
/** Pixels that are stepped through along a chord. */
const SPAN: i32 = 16;

/** Value at y of the parabola whose coefficients start at p. */
function along(p: usize, y: f64): f64 {
  return load<f64>(p) + y * (load<f64>(p, 8) + y * load<f64>(p, 16));
}

function fixed(x: f64): i32 {
  return i32(nearest(x));
}

/**
 * Lays parents' tables side by side: cell (i, j) of the box at to + (i << shift) + j.
 *
 * @param starts int32, where each parent's 16 x 16 bytes start in tables; rows * across of them.
 */
export function expandTables(starts: usize, rows: i32, across: i32, tables: usize, to: usize, shift: i32): void {
  for (let i: i32 = 0; i < rows; i++) {
    for (let j: i32 = 0; j < across; j++) {
      const from = tables + <usize>load<i32>(starts + (<usize>(i * across + j) << 2));
      for (let r: i32 = 0; r < 16; r++)
        v128.store(to + (<usize>((i << 4) + r) << shift) + (<usize>j << 4), v128.load(from + (<usize>r << 4)));
    }
  }
}

/** Bits of a cell coordinate below the number of its parent, four levels up. */
const PARENT_BITS: i32 = FRACTION_BITS + 4;
/** Where the tables of parents start of which nothing or all is claimed; see oracle/core/ground/claimed-cells.ts. */
const NONE: i32 = 0;
const ALL: i32 = 256;

/** The start that all parents of a box of coordinates share, or -1. */
function sharedStart(starts: usize, across: i32, lowA: i32, highA: i32, lowB: i32, highB: i32): i32 {
  const lowI = lowA >> PARENT_BITS;
  const highI = highA >> PARENT_BITS;
  const lowJ = lowB >> PARENT_BITS;
  const highJ = highB >> PARENT_BITS;
  const start = load<i32>(starts + (<usize>(lowI * across + lowJ) << 2));
  for (let i = lowI; i <= highI; i++) {
    for (let j = lowJ; j <= highJ; j++) {
      if (load<i32>(starts + (<usize>(i * across + j) << 2)) != start) return -1;
    }
  }
  return start;
}

/**
 * Adds to each pixel of a tile what the table holds at its cell, unless either coordinate is within `near` units of a
 * cell's edge; such pixels' numbers, row * width + col, are listed. Where all parents around are claimed alike, no pixel
 * is looked at.
 *
 * @param starts, across as expandTables has them.
 * @param s, t nine float64: cell coordinates over the tile as surfaces; see oracle/core/grid/quadratic-patch.ts.
 * @param to a byte a pixel, rows `stride` apart.
 * @returns how many are listed.
 */
export function stepThrough(
  s: usize,
  t: usize,
  width: i32,
  height: i32,
  starts: usize,
  across: i32,
  table: usize,
  shift: i32,
  near: i32,
  to: usize,
  stride: i32,
  list: usize,
): i32 {
  const nears = i32x4.splat(near);
  const twice = i32x4.splat(2 * near);
  const fraction = i32x4.splat(FRACTION);
  const steps = i32x4(0, 1, 2, 3);
  const step = (2 * CELL) / <f64>width;
  let listed = list;
  for (let row: i32 = 0; row < height; row++) {
    const y = <f64>(2 * row + 1) / <f64>height - 1;
    const s0 = along(s, y);
    const s1 = along(s + 24, y);
    const s2 = along(s + 48, y);
    const t0 = along(t, y);
    const t1 = along(t + 24, y);
    const t2 = along(t + 48, y);
    const out = to + <usize>(row * stride);
    for (let start: i32 = 0; start < width; start += SPAN) {
      const x = <f64>(2 * start + 1) / <f64>width - 1;
      // The slope of a parabola's chord is that at the middle of its ends.
      const sum = 2 * x + <f64>(2 * SPAN - 2) / <f64>width;
      const ds = fixed((s1 + s2 * sum) * step);
      const dt = fixed((t1 + t2 * sum) * step);
      const a0 = fixed((s0 + x * (s1 + x * s2)) * CELL);
      const b0 = fixed((t0 + x * (t1 + x * t2)) * CELL);
      const last = min(SPAN, width - start) - 1;
      const alike = sharedStart(
        starts,
        across,
        min(a0, a0 + last * ds) - near,
        max(a0, a0 + last * ds) + near,
        min(b0, b0 + last * dt) - near,
        max(b0, b0 + last * dt) + near,
      );
      const at = out + <usize>start;
      if (alike == NONE) continue;
      if (alike == ALL) {
        memory.fill(at, 1, <usize>last + 1);
        continue;
      }
      if (start + SPAN > width) {
        for (let k: i32 = 0; start + k < width; k++) {
          const a = a0 + k * ds;
          const b = b0 + k * dt;
          if (((a + near) & FRACTION) <= 2 * near || ((b + near) & FRACTION) <= 2 * near) {
            store<i32>(listed, row * width + start + k);
            listed += 4;
          } else {
            const to = at + <usize>k;
            const cell = table + <usize>(((a >> FRACTION_BITS) << shift) + (b >> FRACTION_BITS));
            store<u8>(to, load<u8>(to) | load<u8>(cell));
          }
        }
        break;
      }
      let a = i32x4.add(i32x4.splat(a0), i32x4.mul(i32x4.splat(ds), steps));
      let b = i32x4.add(i32x4.splat(b0), i32x4.mul(i32x4.splat(dt), steps));
      const da = i32x4.splat(ds << 2);
      const db = i32x4.splat(dt << 2);
      for (let k: i32 = 0; k < SPAN; k += 4) {
        const close = v128.or(
          i32x4.le_s(v128.and(i32x4.add(a, nears), fraction), twice),
          i32x4.le_s(v128.and(i32x4.add(b, nears), fraction), twice),
        );
        const cells = i32x4.add(i32x4.shl(i32x4.shr_s(a, FRACTION_BITS), shift), i32x4.shr_s(b, FRACTION_BITS));
        let found: i32 = load<u8>(table + <usize>i32x4.extract_lane(cells, 0));
        found |= <i32>load<u8>(table + <usize>i32x4.extract_lane(cells, 1)) << 8;
        found |= <i32>load<u8>(table + <usize>i32x4.extract_lane(cells, 2)) << 16;
        found |= <i32>load<u8>(table + <usize>i32x4.extract_lane(cells, 3)) << 24;
        if (v128.any_true(close)) {
          const lanes = i32x4.bitmask(close);
          for (let lane: i32 = 0; lane < 4; lane++) {
            if (((lanes >> lane) & 1) == 0) continue;
            found &= ~(255 << (lane << 3));
            store<i32>(listed, row * width + start + k + lane);
            listed += 4;
          }
        }
        store<i32>(at + <usize>k, load<i32>(at + <usize>k) | found);
        a = i32x4.add(a, da);
        b = i32x4.add(b, db);
      }
    }
  }
  return <i32>((listed - list) >> 2);
}
