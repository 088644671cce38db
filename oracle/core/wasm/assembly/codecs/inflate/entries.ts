/**
 * Decoding tables of Huffman codes (RFC 1951 section 3.2.2). An entry is found by the next bits of the stream, lowest
 * first, and tells what to do and how many bits to drop. Its lowest six bits are those to drop, so that a shift by the
 * whole entry, which WebAssembly takes modulo 64, drops them.
 *
 * | bit   | length, perhaps after a literal | literals               | distance                | link to a second table |
 * | ----- | ------------------------------- | ---------------------- | ----------------------- | ---------------------- |
 * | 0-5   | bits to drop, extra ones too    | bits to drop           | bits to drop, all       | 0                      |
 * | 6-7   | literals before it: 0 or 1      | how many: 1 or 2       | 0                       | 0                      |
 * | 8-15  | the literal                     | first literal          | place of the extra bits | bits of the index      |
 * | 16-24 | base value                      | second literal (16-23) | base value (16-30)      | first entry (16-29)    |
 * | 25-30 | place of the extra bits         | 0                      |                         | bit 30: 1              |
 * | 31    | 0                               | 1                      | 0                       | 1                      |
 *
 * Other exceptions, with bits 30 and 31 set as well, are END and INVALID.
 */
export const NO_LENGTH: u32 = 1 << 31;
export const EXCEPTION: u32 = 3 << 30;
export const ONE_LITERAL: u32 = NO_LENGTH | (1 << 6);
export const TWO_LITERALS: u32 = NO_LENGTH | (2 << 6);
export const END: u32 = EXCEPTION | (1 << 14);
/** No code has these bits, or one that means nothing. */
export const INVALID: u32 = EXCEPTION | (1 << 15);
/** What tells END and INVALID from a link. */
export const STOP: u32 = (1 << 14) | (1 << 15);

/** Bits that are gone already below the next ones, so that these, masked, are the byte offset of an entry. */
export const SPARE_BITS: i32 = 2;

export const LONGEST_CODE: i32 = 15;

/** Index of literals and lengths: 12 bits hold most joined codes, and the table leaves room in a first-level cache. */
export const LITERAL_BITS: i32 = 12;
export const DISTANCE_BITS: i32 = 9;
export const PRECODE_BITS: i32 = 7;

/** Entries of a first table and of second ones: each of these has two codes at least. */
export const LITERAL_ENTRIES: i32 = (1 << LITERAL_BITS) + 144 * (1 << (LONGEST_CODE - LITERAL_BITS));
export const DISTANCE_ENTRIES: i32 = (1 << DISTANCE_BITS) + 16 * (1 << (LONGEST_CODE - DISTANCE_BITS));

export const LITERAL_TABLE = memory.data(LITERAL_ENTRIES << 2, 16);
export const DISTANCE_TABLE = memory.data(DISTANCE_ENTRIES << 2, 16);

/** Of the bits, those that are the byte offset of an entry. */
export const LITERAL_INDEX: usize = ((1 << LITERAL_BITS) - 1) << SPARE_BITS;
export const DISTANCE_INDEX: usize = ((1 << DISTANCE_BITS) - 1) << SPARE_BITS;

/** Alphabets: literals and lengths, distances, lengths of codes. */
export const LITERALS: i32 = 0;
export const DISTANCES: i32 = 1;
export const PRECODES: i32 = 2;

const END_OF_BLOCK: i32 = 256;

/** What an entry of a symbol says, but for the length of its code (RFC 1951 section 3.2.5). */
function meaning(alphabet: i32, symbol: i32): u32 {
  if (alphabet == PRECODES) return <u32>symbol << 16;
  if (alphabet == DISTANCES) {
    if (symbol > 29) return INVALID;
    if (symbol < 4) return <u32>(symbol + 1) << 16;
    const extra = (symbol >> 1) - 1;
    return (<u32>(((2 + (symbol & 1)) << extra) + 1) << 16) | <u32>extra;
  }
  if (symbol < END_OF_BLOCK) return ONE_LITERAL | (<u32>symbol << 8);
  if (symbol == END_OF_BLOCK) return END;
  if (symbol < 265) return <u32>(symbol - 254) << 16;
  if (symbol > 285) return INVALID;
  if (symbol == 285) return 258 << 16;
  const extra = (symbol - 261) >> 2;
  return (<u32>(((4 + ((symbol - 265) & 3)) << extra) + 3) << 16) | <u32>extra;
}

/** The entry of a symbol whose code has so many bits. */
// @ts-ignore: decorator
@inline
export function entryOf(alphabet: i32, symbol: i32, length: i32): u32 {
  const said = meaning(alphabet, symbol);
  const place = length + SPARE_BITS;
  if (alphabet == LITERALS) return said + <u32>(<i32>said >= 0 ? length | (place << 25) : length);
  return said + <u32>(length | (place << 8));
}
