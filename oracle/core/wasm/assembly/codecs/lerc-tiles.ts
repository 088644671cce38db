import { take, unstuff, VALUES } from "./lerc-bits";
import { areAllValid, isValid, offsetType, put, sizeOf, type, valueAt } from "./lerc-pixels";

/** How a micro block is stored. */
const RAW: u32 = 0;
const STUFFED: u32 = 1;
const ZERO: u32 = 2;

/** Lerc2 has micro blocks of up to so many pixels a side. */
const MOST_SIDE: i32 = 32;

/**
 * Reads micro blocks, row by row, each with all its dimensions: raw, constant, or whole multiples of twice the error
 * that are added to the least value and end at the greatest.
 *
 * @param most where the greatest values of the dimensions are, of the samples' type; of one dimension it is `zMax`.
 */
export function readTiles(width: i32, height: i32, dims: i32, side: i32, maxZError: f64, zMax: f64, most: usize): bool {
  if (side < 1 || side > MOST_SIDE) return false;
  for (let top: i32 = 0; top < height; top += side) {
    for (let left: i32 = 0; left < width; left += side) {
      const bottom = min(top + side, height);
      const right = min(left + side, width);
      for (let d: i32 = 0; d < dims; d++) {
        const greatest = dims > 1 ? valueAt(type, most + <usize>d * sizeOf(type)) : zMax;
        if (!readTile(width, top, left, bottom, right, d, 2 * maxZError, greatest)) return false;
      }
    }
  }
  return true;
}

function readTile(
  width: i32,
  top: i32,
  left: i32,
  bottom: i32,
  right: i32,
  dimension: i32,
  step: f64,
  greatest: f64,
): bool {
  const head = take(1);
  if (head == 0) return false;
  const flags = <u32>load<u8>(head);
  if (((flags >> 2) & 15) != ((<u32>left >> 3) & 15)) return false;
  const whole = (bottom - top) * (right - left);
  let count = areAllValid() ? whole : 0;
  if (!areAllValid()) {
    for (let row = top; row < bottom; row++) {
      for (let col = left; col < right; col++) count += <i32>isValid(<usize>(row * width + col));
    }
  }
  const way = flags & 3;
  const size = sizeOf(type);
  let raw: usize = 0;
  let offset: f64 = 0;
  if (way == RAW) {
    raw = take(<usize>count * size);
    if (raw == 0) return false;
  } else if (way != ZERO) {
    const stored = offsetType(type, <i32>(flags >> 6));
    if (stored < 0) return false;
    const from = take(sizeOf(stored));
    if (from == 0) return false;
    offset = valueAt(stored, from);
    if (way == STUFFED && !unstuff(count)) return false;
  }
  let place: usize = 0;
  for (let row = top; row < bottom; row++) {
    for (let col = left; col < right; col++) {
      const pixel = <usize>(row * width + col);
      if (count != whole && !isValid(pixel)) continue;
      let value = offset;
      if (way == RAW) value = valueAt(type, raw + place * size);
      else if (way == STUFFED) {
        value += <f64>load<u32>(VALUES + (place << 2)) * step;
        if (greatest < value) value = greatest;
      }
      put(pixel, dimension, value);
      place++;
    }
  }
  return true;
}
