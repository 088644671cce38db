/** Largest prime below 2^16 (RFC 1950 section 8.2). */
const BASE: u32 = 65521;
/** So many bytes, a multiple of 16, after which no sum passes 2^32: 255 n (n + 1) / 2 + (n + 1) (BASE - 1) < 2^32. */
const LONGEST_RUN: i32 = 5552;

/** Sum of the four lanes. */
// @ts-ignore: decorator
@inline
function across(lanes: v128): u32 {
  return (
    <u32>i32x4.extract_lane(lanes, 0) +
    <u32>i32x4.extract_lane(lanes, 1) +
    <u32>i32x4.extract_lane(lanes, 2) +
    <u32>i32x4.extract_lane(lanes, 3)
  );
}

/** The Adler-32 checksum (RFC 1950 section 8.2) of what `adler` stands for and then `size` bytes. */
export function adler32(adler: u32, at: usize, size: i32): u32 {
  let a = adler & 0xffff;
  let b = adler >> 16;
  const upper = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const lower = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (size > 0) {
    const run = min(size, LONGEST_RUN);
    const vectors = run >> 4;
    let sums = i32x4.splat(0);
    // Of the sums before each vector: every one of them counts sixteen times in b.
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (let i: i32 = 0; i < vectors; i++) {
      const bytes = v128.load(at);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), upper));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), lower));
      at += 16;
    }
    b += a * <u32>(vectors << 4) + (across(before) << 4) + across(weighted);
    a += across(sums);
    for (let i: i32 = vectors << 4; i < run; i++) {
      a += load<u8>(at++);
      b += a;
    }
    a %= BASE;
    b %= BASE;
    size -= run;
  }
  return (b << 16) | a;
}
