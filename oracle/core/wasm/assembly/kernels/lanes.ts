/** All bits of a lane set where its byte of the mask is not 0 and the lane is one of the first `left`. */
export function lanesFrom(mask: usize, left: i32): v128 {
  const bytes = v128.load32_zero(mask);
  const lanes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  const first = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left));
  return v128.and(i32x4.ne(lanes, i32x4.splat(0)), first);
}
