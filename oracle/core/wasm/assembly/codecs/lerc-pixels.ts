import { take } from "./lerc-bits";

/** Lerc2's numbers of sample types. */
export const I8: i32 = 0;
export const U8: i32 = 1;
const I16: i32 = 2;
const U16: i32 = 3;
const I32: i32 = 4;
const U32: i32 = 5;
const F32: i32 = 6;
const F64: i32 = 7;

// @ts-ignore: decorator
@inline
export function sizeOf(type: i32): usize {
  if (type <= U8) return 1;
  if (type <= U16) return 2;
  return type == F64 ? 8 : 4;
}

/** A stored value; every type fits in a double. */
// @ts-ignore: decorator
@inline
export function valueAt(type: i32, from: usize): f64 {
  if (type == F32) return <f64>load<f32>(from);
  if (type == F64) return load<f64>(from);
  if (type == U8) return <f64>load<u8>(from);
  if (type == U16) return <f64>load<u16>(from);
  if (type == I16) return <f64>load<i16>(from);
  if (type == I8) return <f64>load<i8>(from);
  return type == I32 ? <f64>load<i32>(from) : <f64>load<u32>(from);
}

/**
 * The type in which the offset of a micro block is stored, by the type of the samples and a code of two bits; -1 where
 * there is none.
 */
export function offsetType(type: i32, code: i32): i32 {
  if (code == 0) return type;
  if (type == I16) return code < 3 ? 2 - code : -1;
  if (type == U16) return code == 1 ? U8 : -1;
  if (type == I32) return 4 - code;
  if (type == U32) return code < 3 ? 5 - 2 * code : -1;
  if (type == F32) return code == 1 ? I16 : code == 2 ? U8 : -1;
  return type == F64 ? 8 - 2 * code : -1;
}

/** Where pixels go: floats that hold every value of the type, `stride` of them from one pixel to the next. */
export let type: i32 = 0;
export let to: usize = 0;
export let stride: usize = 1;
let wide: bool = false;

/** One bit for each pixel, the high bit first. */
let mask: usize = 0;
let pixels: usize = 0;
let allValid: bool = false;

// @ts-ignore: decorator
@inline
export function areAllValid(): bool {
  return allValid;
}

export function place(sampleType: i32, count: usize, maskAt: usize, toAt: usize, between: i32): void {
  type = sampleType;
  wide = sampleType == I32 || sampleType == U32 || sampleType == F64;
  pixels = count;
  mask = maskAt;
  to = toAt;
  stride = <usize>between;
}

// @ts-ignore: decorator
@inline
export function isValid(pixel: usize): bool {
  return (load<u8>(mask + (pixel >> 3)) & (128 >> (pixel & 7))) != 0;
}

/** Rounds to float32 what is stored as such: of types of up to 16 bits nothing is lost. */
// @ts-ignore: decorator
@inline
export function put(pixel: usize, dimension: i32, value: f64): void {
  const index = pixel * stride + <usize>dimension;
  if (wide) store<f64>(to + (index << 3), value);
  else store<f32>(to + (index << 2), <f32>value);
}

/**
 * Reads the mask of a blob: runs of bytes, literal or repeated. One of several bands may have none and takes the mask of
 * the band before.
 */
export function readMask(valid: usize): bool {
  const size = take(4);
  if (size == 0) return false;
  const stored = load<u32>(size);
  allValid = valid == pixels;
  const bytes = (pixels + 7) >> 3;
  if (valid == 0 || valid == pixels) {
    memory.fill(mask, valid == 0 ? 0 : 255, bytes);
    return stored == 0;
  }
  if (stored != 0 && !readRuns(take(stored), stored, bytes)) return false;
  let count: usize = 0;
  for (let pixel: usize = 0; pixel < pixels; pixel++) count += <usize>isValid(pixel);
  return count == valid;
}

/** What stands where the runs end. */
const END_OF_RUNS: i32 = -32768;

function readRuns(from: usize, length: usize, bytes: usize): bool {
  if (from == 0) return false;
  const stop = from + length;
  let written: usize = 0;
  while (stop - from >= 2) {
    const run = <i32>load<i16>(from);
    from += 2;
    if (run == END_OF_RUNS) return written == bytes;
    const count = <usize>abs(run);
    const held: usize = run > 0 ? count : 1;
    if (run == 0 || held > stop - from || count > bytes - written) return false;
    if (run > 0) memory.copy(mask + written, from, count);
    else memory.fill(mask + written, load<u8>(from), count);
    from += held;
    written += count;
  }
  return false;
}
