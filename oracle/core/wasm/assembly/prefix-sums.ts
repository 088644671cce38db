/** The lanes of a vector, moved up by so many bytes, zeros before them. An index past the vector gives 0. */
const UP_1 = i8x16(-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
const UP_2 = i8x16(-1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
const UP_4 = i8x16(-1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
const UP_8 = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7);
/** The last byte, or the last two, everywhere. */
export const LAST_8 = i8x16.splat(15);
export const LAST_16 = i16x8.splat(0x0f0e);

/** Each lane and all before it. */
// @ts-ignore: decorator
@inline
export function prefixSums16(x: v128): v128 {
  x = i16x8.add(x, i8x16.swizzle(x, UP_2));
  x = i16x8.add(x, i8x16.swizzle(x, UP_4));
  return i16x8.add(x, i8x16.swizzle(x, UP_8));
}

// @ts-ignore: decorator
@inline
export function prefixSums8(x: v128): v128 {
  x = i8x16.add(x, i8x16.swizzle(x, UP_1));
  x = i8x16.add(x, i8x16.swizzle(x, UP_2));
  x = i8x16.add(x, i8x16.swizzle(x, UP_4));
  return i8x16.add(x, i8x16.swizzle(x, UP_8));
}
