import { open, take } from "./lerc-bits";
import { nextValue, readCodes } from "./lerc-huffman";
import { I8, isValid, place, put, readMask, sizeOf, stride, to, type, U8, valueAt } from "./lerc-pixels";
import { readTiles } from "./lerc-tiles";

/** Bytes of the fixed header of version 4, and of its part that the checksum leaves out. */
const HEADER_BYTES: i32 = 66;
const UNCHECKED_BYTES: i32 = 14;
/** So many 16-bit words can be added before the sums of Fletcher's checksum must be folded. */
const WORDS_A_FOLD: u32 = 359;

/** Ways in which 8-bit pixels may be stored; other types are always in tiles. */
const TILES: i32 = 0;
const DELTAS: i32 = 1;
const CODES: i32 = 2;

/** Fletcher's checksum of 32 bits over words with the high byte first. */
function fletcher32(from: usize, length: u32): u32 {
  let low: u32 = 0xffff;
  let high: u32 = 0xffff;
  let words = length >> 1;
  while (words > 0) {
    const some = min(words, WORDS_A_FOLD);
    words -= some;
    for (let i: u32 = 0; i < some; i++) {
      low += (<u32>load<u8>(from) << 8) | <u32>load<u8>(from, 1);
      high += low;
      from += 2;
    }
    low = (low & 0xffff) + (low >> 16);
    high = (high & 0xffff) + (high >> 16);
  }
  if ((length & 1) != 0) {
    low += <u32>load<u8>(from) << 8;
    high += low;
  }
  low = (low & 0xffff) + (low >> 16);
  high = (high & 0xffff) + (high >> 16);
  return (high << 16) | low;
}

function fill(pixels: usize, dims: i32, values: usize, value: f64): void {
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    if (!isValid(pixel)) continue;
    for (let d: i32 = 0; d < dims; d++) put(pixel, d, values == 0 ? value : valueAt(type, values + <usize>d * sizeOf(type)));
  }
}

function isConstant(dims: i32, least: usize, most: usize): bool {
  for (let d: i32 = 0; d < dims; d++) {
    const at = <usize>d * sizeOf(type);
    if (valueAt(type, least + at) != valueAt(type, most + at)) return false;
  }
  return true;
}

/** Every valid pixel as it is. */
function readRaw(pixels: usize, dims: i32, valid: usize): bool {
  const size = sizeOf(type);
  let from = take(valid * <usize>dims * size);
  if (from == 0) return false;
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    if (!isValid(pixel)) continue;
    for (let d: i32 = 0; d < dims; d++) {
      put(pixel, d, valueAt(type, from));
      from += size;
    }
  }
  return true;
}

/** Values that Huffman codes stand for, pixel by pixel. */
function readValues(pixels: usize, dims: i32): bool {
  const offset = type == I8 ? 128 : 0;
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    if (!isValid(pixel)) continue;
    for (let d: i32 = 0; d < dims; d++) {
      const value = nextValue();
      if (value < 0) return false;
      put(pixel, d, <f64>(value - offset));
    }
  }
  return true;
}

/** Codes stand for differences, modulo 256, from the valid pixel to the left, else above, else the last one. */
function readDeltas(width: i32, height: i32, dims: i32): bool {
  const offset = type == I8 ? 128 : 0;
  for (let d: i32 = 0; d < dims; d++) {
    let last: i32 = 0;
    for (let row: i32 = 0; row < height; row++) {
      for (let col: i32 = 0; col < width; col++) {
        const pixel = <usize>(row * width + col);
        if (!isValid(pixel)) continue;
        const delta = nextValue();
        if (delta < 0) return false;
        let base = last;
        if (!(col > 0 && isValid(pixel - 1)) && row > 0 && isValid(pixel - width)) {
          base = <i32>load<f32>(to + (((pixel - width) * stride + <usize>d) << 2));
        }
        const sum = delta - offset + base;
        last = type == I8 ? <i32>(<i8>sum) : <i32>(<u8>sum);
        put(pixel, d, <f64>last);
      }
    }
  }
  return true;
}

/**
 * Decodes one Lerc2 blob of version 4 (github.com/Esri/lerc, Lerc2.h): pixels of `dims` values of one type. Invalid ones
 * are left as they are. All reads and writes are bounded, and so are the values of a micro block.
 *
 * @param from `length` bytes whose header is checked already, and 16 more that may be read
 * @param dataType Lerc2's number of the type; types of up to 16 bits and f32 come out as f32, others as f64
 * @param mask room for a bit for each pixel; of the second and further bands it holds the mask of the band before
 * @param between values from one pixel to the next
 * @returns 1, or 0 where the blob is corrupt
 */
export function lerc(
  from: usize,
  length: i32,
  dataType: i32,
  width: i32,
  height: i32,
  dims: i32,
  side: i32,
  valid: i32,
  maxZError: f64,
  zMin: f64,
  zMax: f64,
  mask: usize,
  dst: usize,
  between: i32,
): i32 {
  if (fletcher32(from + UNCHECKED_BYTES, <u32>(length - UNCHECKED_BYTES)) != load<u32>(from, 10)) return 0;
  const pixels = <usize>(width * height);
  open(from + HEADER_BYTES, length - HEADER_BYTES);
  place(dataType, pixels, mask, dst, between);
  if (!readMask(<usize>valid)) return 0;
  if (valid == 0) return 1;
  if (zMin == zMax) {
    fill(pixels, dims, 0, zMin);
    return 1;
  }
  const range = <usize>dims * sizeOf(dataType);
  const least = take(range);
  const most = take(range);
  if (least == 0 || most == 0) return 0;
  if (isConstant(dims, least, most)) {
    fill(pixels, dims, least, 0);
    return 1;
  }
  const isRaw = take(1);
  if (isRaw == 0) return 0;
  if (load<u8>(isRaw) != 0) return i32(readRaw(pixels, dims, <usize>valid));
  if (dataType <= U8 && maxZError == 0.5) {
    const how = take(1);
    if (how == 0) return 0;
    const way = <i32>load<u8>(how);
    if (way == DELTAS) return i32(readCodes() && readDeltas(width, height, dims));
    if (way == CODES) return i32(readCodes() && readValues(pixels, dims));
    if (way != TILES) return 0;
  }
  return i32(readTiles(width, height, dims, side, maxZError, zMax, most));
}
