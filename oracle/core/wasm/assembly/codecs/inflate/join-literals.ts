import { EXCEPTION, LITERAL_BITS, LITERAL_TABLE, NO_LENGTH, SPARE_BITS, TWO_LITERALS } from "./entries";

/**
 * Joins a literal with what follows it within the bits of an index: another literal, or a length. From the last entry to
 * the first, since what follows stands at a lower index.
 */
export function joinLiterals(): void {
  for (let i: i32 = (1 << LITERAL_BITS) - 1; i >= 0; i--) {
    const at = LITERAL_TABLE + ((<usize>i) << 2);
    const first = load<u32>(at);
    if ((first & EXCEPTION) != NO_LENGTH) continue;
    const firstBits = <i32>(first & 63);
    const second = load<u32>(LITERAL_TABLE + ((<usize>(i >> firstBits)) << 2));
    const isLength = <i32>second >= 0;
    if (!isLength && (second & EXCEPTION) == EXCEPTION) continue;
    const bits = firstBits + <i32>(second & 63);
    if (isLength) {
      if (firstBits + <i32>(second >> 25) - SPARE_BITS > LITERAL_BITS) continue;
      store<u32>(at, (second + <u32>(firstBits | (firstBits << 25))) | (1 << 6) | (first & 0xff00));
    } else if (bits <= LITERAL_BITS) {
      store<u32>(at, TWO_LITERALS | (first & 0xff00) | ((second & 0xff00) << 8) | <u32>bits);
    }
  }
}
