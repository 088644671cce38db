/**
 * Widens samples of 1 to 31 bits to whole integers. They follow each other without gaps, the high bit first (TIFF 6.0,
 * FillOrder 1), whatever the file's byte order; a row starts with a byte. Up to 3 bytes behind the row are read.
 */
export function widenBits<T>(from: usize, to: usize, count: i32, bits: u32): void {
  const mask = (<u64>1 << bits) - 1;
  let buffer: u64 = 0;
  let held: u32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    if (held < bits) {
      buffer = (buffer << 32) | <u64>bswap<u32>(load<u32>(from));
      from += 4;
      held += 32;
    }
    held -= bits;
    store<T>(to + i * sizeof<T>(), <T>((buffer >> held) & mask));
  }
}

/** Widens samples of three bytes, the lowest first or the highest. */
export function widenBytes(from: usize, to: usize, count: i32, highFirst: bool): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = from + 3 * i;
    const first = <u32>load<u8>(at);
    const middle = <u32>load<u8>(at, 1) << 8;
    const last = <u32>load<u8>(at, 2);
    store<u32>(to + (i << 2), highFirst ? (first << 16) | middle | last : first | middle | (last << 16));
  }
}

/** IEEE 754 binary16 as binary32: exact. */
export function half(bits: u32): f32 {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent == 31) return reinterpret<f32>(sign | 0x7f800000 | (fraction << 13));
  if (exponent != 0) return reinterpret<f32>(sign | ((exponent + 112) << 23) | (fraction << 13));
  const small = <f32>fraction * <f32>5.960464477539063e-8;
  return reinterpret<f32>(sign | reinterpret<u32>(small));
}

/**
 * A 24-bit float (Adobe Photoshop TIFF Technical Note 3: sign, 7 bits of exponent biased by 63, 16 of fraction) as
 * binary32: exact. Subnormals are multiples of 2^-78.
 */
export function float24(bits: u32): f32 {
  const sign = (bits & 0x800000) << 8;
  const exponent = (bits >> 16) & 127;
  const fraction = bits & 0xffff;
  if (exponent == 127) return reinterpret<f32>(sign | 0x7f800000 | (fraction << 7));
  if (exponent != 0) return reinterpret<f32>(sign | ((exponent + 64) << 23) | (fraction << 7));
  const small = <f32>fraction * <f32>3.308722450212111e-24;
  return reinterpret<f32>(sign | reinterpret<u32>(small));
}
