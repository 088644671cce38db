import { copyRun } from "./runs";

const CLEAR: u32 = 256;
const END: u32 = 257;
const FIRST_FREE: u32 = 258;
const MAX_CODES: u32 = 4096;
const MAX_WIDTH: u32 = 12;

/** For each code where its string lies, in the literals or in what is decoded already, and how long it is. */
const TABLE: usize = memory.data(4096 * 8, 16);
const LITERALS: usize = memory.data(256, 16);

/**
 * Decodes TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, high bit first, width changing one code early.
 * Strings are copied from where they were decoded before, so the table holds places and not prefixes.
 *
 * @param from `length` stored bytes, and 16 more that may be read
 * @returns 1 where the codes give exactly `size` bytes and then end; 0 where they are corrupt, give less or go on. A
 * missing end code is passed over, as TIFF readers do.
 */
export function lzw(from: usize, length: i32, to: usize, size: i32): i32 {
  // Every block starts with a clear code; one of the reversed bit order of old writers starts with bytes 0 and 1.
  if (length < 2 || load<u8>(from) != 0x80 || load<u8>(from, 1) > 0x7f) return 0;
  const stop = from + <usize>length;
  const end = to + <usize>size;
  for (let i: usize = 0; i < 256; i++) {
    store<u8>(LITERALS + i, <u8>i);
    store<u32>(TABLE + (i << 3), <u32>(LITERALS + i));
    store<u32>(TABLE + (i << 3), 1, 4);
  }
  let buffer: u64 = 0;
  let bits: u32 = 0;
  let width: u32 = 9;
  let next: u32 = FIRST_FREE;
  let at = to;
  let before: usize = 0;
  let beforeLength: usize = 0;
  while (true) {
    if (bits < width) {
      if (from + 4 <= stop) {
        buffer = (buffer << 32) | <u64>bswap<u32>(load<u32>(from));
        from += 4;
        bits += 32;
      } else {
        while (bits < width && from < stop) {
          buffer = (buffer << 8) | <u64>load<u8>(from++);
          bits += 8;
        }
        if (bits < width) return i32(at == end);
      }
    }
    bits -= width;
    const code = <u32>(buffer >> bits) & ((1 << width) - 1);
    if (code == CLEAR) {
      next = FIRST_FREE;
      width = 9;
      beforeLength = 0;
      continue;
    }
    if (code == END) return i32(at == end);
    // The encoder of the standard adds no string after the last code, so its end code may be one bit narrower.
    if (at == end) return i32(code >> 1 == END && next + 1 == <u32>1 << (width - 1));
    let count: usize;
    if (code < next) {
      const entry = TABLE + (<usize>code << 3);
      count = load<u32>(entry, 4);
      if (count > end - at) return 0;
      copyRun(load<u32>(entry), at, count, end - at);
    } else {
      if (code > next || beforeLength == 0 || next >= MAX_CODES) return 0;
      count = beforeLength + 1;
      if (count > end - at) return 0;
      copyRun(before, at, beforeLength, end - at);
      store<u8>(at + beforeLength, load<u8>(before));
    }
    if (beforeLength > 0 && next < MAX_CODES) {
      const entry = TABLE + (<usize>next << 3);
      store<u32>(entry, <u32>before);
      store<u32>(entry, <u32>(beforeLength + 1), 4);
      next++;
    }
    if (next + 1 >= <u32>1 << width && width < MAX_WIDTH) width++;
    before = at;
    beforeLength = count;
    at += count;
  }
}
