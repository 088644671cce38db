import { copyRun, repeatRun } from "./runs";

/** The header byte that stands for nothing. */
const NO_OPERATION: i32 = -128;

/**
 * Decodes PackBits (TIFF 6.0, section 9).
 *
 * @param from `length` stored bytes, and 16 more that may be read
 * @returns 1 where the runs give exactly `size` bytes; 0 where they give less or more, or one is cut short. A lone last
 * byte pads to a whole word.
 */
export function packBits(from: usize, length: i32, to: usize, size: i32): i32 {
  const stop = from + <usize>length;
  const end = to + <usize>size;
  while (from < stop) {
    const header = <i32>load<i8>(from++);
    if (header == NO_OPERATION) continue;
    if (to == end) return i32(from == stop);
    const count = <usize>(abs(header) + 1);
    if (count > end - to) return 0;
    if (header < 0) {
      if (from == stop) return 0;
      repeatRun(load<u8>(from++), to, count, end - to);
    } else {
      if (count > stop - from) return 0;
      copyRun(from, to, count, end - to);
      from += count;
    }
    to += count;
  }
  return i32(to == end);
}
