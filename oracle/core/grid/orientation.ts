import type { LonLat } from "./types.ts";

const view = new DataView(new ArrayBuffer(8));
/** A double as an integer multiple of 2^-1074, exactly. */
const exact = (x: number): bigint => {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return x < 0 ? -size : size;
};

/** Exact sign of the turn a, b, c in the lon/lat plane: 1 left, -1 right, 0 in line. Filter bound: Shewchuk 1997. */
export const orientation = (a: LonLat, b: LonLat, c: LonLat): number => {
  const left = (a[0] - c[0]) * (b[1] - c[1]);
  const right = (a[1] - c[1]) * (b[0] - c[0]);
  const turn = left - right;
  if (Math.abs(turn) > 4e-16 * (Math.abs(left) + Math.abs(right)) + 1e-300) return turn > 0 ? 1 : -1;
  const [cx, cy] = [exact(c[0]), exact(c[1])];
  const whole = (exact(a[0]) - cx) * (exact(b[1]) - cy) - (exact(a[1]) - cy) * (exact(b[0]) - cx);
  return whole > 0n ? 1 : whole < 0n ? -1 : 0;
};
