import { float24, half, widenBits, widenBytes } from "./bits";
import { convert, convertDifferences16, convertF32, convertSmall, physicalF32 } from "./convert";
import { LAST_16, LAST_8, prefixSums16, prefixSums8 } from "./prefix-sums";

/** Stored sample types, as `rows` takes them. */
const U8: i32 = 0;
const I8: i32 = 1;
const U16: i32 = 2;
const I16: i32 = 3;
const U32: i32 = 4;
const I32: i32 = 5;
const U64: i32 = 6;
const I64: i32 = 7;
const F16: i32 = 8;
const F32: i32 = 9;

// @ts-ignore: decorator
@inline
function sizeOf(kind: i32): i32 {
  if (kind <= I8) return 1;
  if (kind <= I16 || kind == F16) return 2;
  return kind <= I32 || kind == F32 ? 4 : 8;
}

// @ts-ignore: decorator
@inline
function read<T>(at: usize, swap: bool): T {
  const value = load<T>(at);
  return swap ? bswap<T>(value) : value;
}

/** Sums a row's neighbours back (TIFF 6.0 section 14), samples of one pixel apart from each other. */
function undifference<T>(from: usize, to: usize, count: i32, stride: i32, swap: bool): void {
  const size = sizeof<T>();
  for (let i: i32 = 0; i < count; i++) {
    const at = <usize>i * size;
    const before: T = i < stride ? <T>0 : load<T>(to + at - <usize>stride * size);
    store<T>(to + at, <T>(read<T>(from + at, swap) + before));
  }
}

/** The same for one 16-bit sample a pixel in the machine's own order: prefix sums of eight lanes at a time. */
function undifference16(from: usize, to: usize, count: i32): void {
  let carry = i16x8.splat(0);
  const whole = count & ~7;
  for (let i: i32 = 0; i < whole; i += 8) {
    const at = <usize>i << 1;
    const x = i16x8.add(prefixSums16(v128.load(from + at)), carry);
    v128.store(to + at, x);
    carry = i8x16.swizzle(x, LAST_16);
  }
  let last: u16 = <u16>i16x8.extract_lane_u(carry, 0);
  for (let i: i32 = whole; i < count; i++) {
    last += load<u16>(from + (<usize>i << 1));
    store<u16>(to + (<usize>i << 1), last);
  }
}

/** Prefix sums of bytes, sixteen at a time. */
function undifference8(from: usize, to: usize, count: i32): void {
  let carry = i8x16.splat(0);
  const whole = count & ~15;
  for (let i: i32 = 0; i < whole; i += 16) {
    const x = i8x16.add(prefixSums8(v128.load(from + <usize>i)), carry);
    v128.store(to + <usize>i, x);
    carry = i8x16.swizzle(x, LAST_8);
  }
  let last: u8 = <u8>i8x16.extract_lane_u(carry, 0);
  for (let i: i32 = whole; i < count; i++) {
    last += load<u8>(from + <usize>i);
    store<u8>(to + <usize>i, last);
  }
}

/**
 * Undoes the floating point predictor (Adobe Photoshop TIFF Technical Note 3): a row's bytes lie by significance, the
 * highest first, and are differenced, whatever the file's byte order.
 *
 * @param to rowSamples * size bytes of samples, then the same again for the planes.
 */
function unplane(from: usize, to: usize, rowSamples: i32, size: i32, stride: i32): void {
  const count = rowSamples * size;
  const planes = to + <usize>count;
  if (stride == 1) undifference8(from, planes, count);
  else undifference<u8>(from, planes, count, stride, false);
  let i: i32 = 0;
  if (size == 4) {
    const n = <usize>rowSamples;
    for (; i + 16 <= rowSamples; i += 16) {
      const at = planes + <usize>i;
      const high = v128.load(at);
      const second = v128.load(at + n);
      const third = v128.load(at + 2 * n);
      const low = v128.load(at + 3 * n);
      const lowA = v128.shuffle<i8>(low, third, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const lowB = v128.shuffle<i8>(low, third, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const highA = v128.shuffle<i8>(second, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const highB = v128.shuffle<i8>(second, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const out = to + (<usize>i << 2);
      v128.store(out, v128.shuffle<i16>(lowA, highA, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(out + 16, v128.shuffle<i16>(lowA, highA, 4, 12, 5, 13, 6, 14, 7, 15));
      v128.store(out + 32, v128.shuffle<i16>(lowB, highB, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(out + 48, v128.shuffle<i16>(lowB, highB, 4, 12, 5, 13, 6, 14, 7, 15));
    }
  }
  for (; i < rowSamples; i++) {
    for (let byte: i32 = 0; byte < size; byte++) {
      const plane = <usize>((size - 1 - byte) * rowSamples + i);
      store<u8>(to + <usize>(i * size + byte), load<u8>(planes + plane));
    }
  }
}

/**
 * Widens a row's samples of 1 to 31 bits to the kind that holds them. Of three bytes, GDAL writes integers against the
 * file's byte order and floats in it.
 */
function widen(kind: i32, bits: i32, bigEndian: bool, from: usize, to: usize, count: i32): void {
  if (kind == F32) {
    widenBytes(from, to, count, bigEndian);
    for (let i: usize = 0; i < <usize>count; i++) store<f32>(to + (i << 2), float24(load<u32>(to + (i << 2))));
  } else if (bits == 24) widenBytes(from, to, count, !bigEndian);
  else if (kind == U8) widenBits<u8>(from, to, count, bits);
  else if (kind == U16) widenBits<u16>(from, to, count, bits);
  else widenBits<u32>(from, to, count, bits);
}

/**
 * Turns rows of an unpacked block into float32 physical values: predictor undone, byte order mended, one sample picked,
 * fround(stored * scale + offset) in float64 arithmetic, NaN for nodata, NaN and infinities. Reads the block, changes
 * nothing in it.
 *
 * @param bits bits of a sample in the block: the kind's own, 1 to 31 of U8, U16 and U32, or 24 of F32
 * @param predictor 1, 2 (TIFF 6.0 section 14) or 3 (Adobe Technical Note 3; floats only)
 * @param block first byte of the block; rows are rowSamples samples of the kind
 * @param stride samples of a pixel that lie together; `sample` of them is taken
 * @param scratch room for three rows of samples of the kind
 * @param dstStride float32 values from one row of `dst` to the next
 */
export function rows(
  kind: i32,
  bits: i32,
  predictor: i32,
  bigEndian: i32,
  block: usize,
  firstRow: i32,
  count: i32,
  rowSamples: i32,
  stride: i32,
  sample: i32,
  firstCol: i32,
  cols: i32,
  scratch: usize,
  none: i32,
  nodata0: f64,
  nodata1: f64,
  scale: f64,
  offset: f64,
  dst: usize,
  dstStride: i32,
): void {
  const size = sizeOf(kind);
  const isOdd = bits != size << 3;
  const rowBytes = (<usize>rowSamples * <usize>bits + 7) >> 3;
  const wide = scratch + 2 * <usize>rowSamples * <usize>size;
  const swap = bigEndian != 0 && size > 1;
  const plain = scale == 1 && offset == 0 && stride == 1;
  for (let row: i32 = 0; row < count; row++) {
    let line = block + <usize>(firstRow + row) * rowBytes;
    const to = dst + (<usize>(row * dstStride) << 2);
    if (kind == U16 && predictor == 2 && stride == 1 && !swap && firstCol == 0) {
      convertDifferences16(line, to, cols, none, nodata0, nodata1, scale, offset);
      continue;
    }
    if (predictor == 3) {
      unplane(line, scratch, rowSamples, bits >> 3, stride);
      line = scratch;
    } else if (predictor == 2) {
      if (size == 1) {
        if (stride == 1) undifference8(line, scratch, rowSamples);
        else undifference<u8>(line, scratch, rowSamples, stride, false);
      } else if (size == 2) {
        if (stride == 1 && !swap) undifference16(line, scratch, rowSamples);
        else undifference<u16>(line, scratch, rowSamples, stride, swap);
      } else if (size == 4) undifference<u32>(line, scratch, rowSamples, stride, swap);
      else undifference<u64>(line, scratch, rowSamples, stride, swap);
      line = scratch;
    } else if (swap && !isOdd) {
      for (let i: i32 = 0; i < rowSamples; i++) {
        const at = <usize>i * <usize>size;
        if (size == 2) store<u16>(scratch + at, bswap<u16>(load<u16>(line + at)));
        else if (size == 4) store<u32>(scratch + at, bswap<u32>(load<u32>(line + at)));
        else store<u64>(scratch + at, bswap<u64>(load<u64>(line + at)));
      }
      line = scratch;
    }
    if (isOdd) {
      widen(kind, bits, bigEndian != 0 && predictor != 3, line, wide, rowSamples);
      line = wide;
    }
    const from = line + <usize>(firstCol * stride + sample) * <usize>size;
    if (kind == U8 && stride == 1) convertSmall<u8>(from, to, cols, none, nodata0, nodata1, scale, offset);
    else if (kind == U16 && stride == 1) convertSmall<u16>(from, to, cols, none, nodata0, nodata1, scale, offset);
    else if (kind == I16 && stride == 1) convertSmall<i16>(from, to, cols, none, nodata0, nodata1, scale, offset);
    else if (kind == F32 && plain) convertF32(from, to, cols, none, nodata0, nodata1);
    else if (kind == U8) convert<u8>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == I8) convert<i8>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == U16) convert<u16>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == I16) convert<i16>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == U32) convert<u32>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == I32) convert<i32>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == U64) convert<u64>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == I64) convert<i64>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == F32) convert<f32>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
    else if (kind == F16) {
      for (let i: i32 = 0; i < cols; i++) {
        const value = half(<u32>load<u16>(from + (<usize>(i * stride) << 1)));
        store<f32>(to + (<usize>i << 2), physicalF32(value, none, nodata0, nodata1, scale, offset));
      }
    } else convert<f64>(from, to, cols, stride, none, nodata0, nodata1, scale, offset);
  }
}
