/** So many additions of 1 fit a byte. */
const LONGEST_RUN: i32 = 255;

/** How many of count bytes are a value, among those whose byte of the mask is not 0. Exact. */
export function countBytes(bytes: usize, mask: usize, count: i32, value: i32): i32 {
  const wanted = i8x16.splat(<i8>value);
  const zero = i8x16.splat(0);
  let total = zero;
  let i: i32 = 0;
  while (i + 16 <= count) {
    const end = min(count & ~15, i + 16 * LONGEST_RUN);
    let run = zero;
    for (; i < end; i += 16) {
      const isWanted = i8x16.eq(v128.load(bytes + <usize>i), wanted);
      run = i8x16.sub(run, v128.andnot(isWanted, i8x16.eq(v128.load(mask + <usize>i), zero)));
    }
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(run)));
  }
  let counted =
    i32x4.extract_lane(total, 0) +
    i32x4.extract_lane(total, 1) +
    i32x4.extract_lane(total, 2) +
    i32x4.extract_lane(total, 3);
  for (; i < count; i++) {
    if (load<u8>(mask + <usize>i) != 0 && load<u8>(bytes + <usize>i) == <u8>value) counted++;
  }
  return counted;
}
