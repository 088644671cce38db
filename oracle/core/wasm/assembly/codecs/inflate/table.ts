import { DISTANCES, entryOf, EXCEPTION, INVALID, LONGEST_CODE, PRECODES } from "./entries";

/**
 * Makes the table of a code from the lengths of its symbols' codes.
 *
 * @param lengths a byte a symbol, 0 to 15, 0 where the symbol has no code.
 * @param bits that index the first table.
 * @param work room for 16 counts (int32) and a uint16 a symbol.
 * @returns whether the lengths are those of a code: complete, or one code of one bit, or (distances alone) none, as zlib
 * takes them.
 */
export function makeTable(alphabet: i32, lengths: usize, symbols: i32, table: usize, bits: i32, work: usize): bool {
  const sorted = work + 64;
  memory.fill(work, 0, 64);
  for (let symbol: i32 = 0; symbol < symbols; symbol++) {
    const slot = work + (<usize>load<u8>(lengths + symbol) << 2);
    store<i32>(slot, load<i32>(slot) + 1);
  }
  const unused = load<i32>(work);
  let longest = LONGEST_CODE;
  while (longest > 0 && load<i32>(work + ((<usize>longest) << 2)) == 0) longest--;

  let left: i32 = 1;
  for (let length: i32 = 1; length <= LONGEST_CODE; length++) {
    left = (left << 1) - load<i32>(work + ((<usize>length) << 2));
    if (left < 0) return false;
  }
  const isBare = longest == 0 && alphabet == DISTANCES;
  if (left > 0 && !isBare && (longest != 1 || alphabet == PRECODES)) return false;

  // Symbols in order of their codes: `work` becomes where the next symbol of a length goes.
  let place: i32 = 0;
  for (let length: i32 = 1; length <= LONGEST_CODE; length++) {
    const slot = work + ((<usize>length) << 2);
    const count = load<i32>(slot);
    store<i32>(slot, place);
    place += count;
  }
  for (let symbol: i32 = 0; symbol < symbols; symbol++) {
    const length = <i32>load<u8>(lengths + symbol);
    if (length == 0) continue;
    const slot = work + ((<usize>length) << 2);
    const at = load<i32>(slot);
    store<u16>(sorted + ((<usize>at) << 1), <u16>symbol);
    store<i32>(slot, at + 1);
  }

  store<u32>(table, INVALID);
  const used = symbols - unused;
  const secondBits = longest - bits;
  let next: i32 = 1 << bits;
  let width: i32 = 0;
  let code: i32 = 0;
  let prefix: i32 = -1;
  let second: usize = 0;
  for (let at: i32 = 0; at < used; at++) {
    const symbol = <i32>load<u16>(sorted + ((<usize>at) << 1));
    const length = <i32>load<u8>(lengths + symbol);
    const entry = entryOf(alphabet, symbol, length);
    width = widen(table, width, min(length, bits));
    if (length <= bits) store<u32>(table + ((<usize>code) << 2), entry);
    else {
      const head = code & ((1 << bits) - 1);
      if (head != prefix) {
        prefix = head;
        second = table + ((<usize>next) << 2);
        store<u32>(table + ((<usize>head) << 2), EXCEPTION | (<u32>secondBits << 8) | (<u32>next << 16));
        fill(second, 1 << secondBits, INVALID);
        next += 1 << secondBits;
      }
      for (let i = code >> bits; i < 1 << secondBits; i += 1 << (length - bits)) {
        store<u32>(second + ((<usize>i) << 2), entry);
      }
    }
    code = following(code, length);
  }
  widen(table, width, bits);
  return true;
}

/** A table of 2^width entries, made one of 2^wanted: for each bit more, the same entries again. */
function widen(table: usize, width: i32, wanted: i32): i32 {
  for (; width < wanted; width++) {
    const size = <usize>4 << width;
    memory.copy(table + size, table, size);
  }
  return width;
}

function fill(table: usize, entries: i32, entry: u32): void {
  for (let i: i32 = 0; i < entries; i++) store<u32>(table + ((<usize>i) << 2), entry);
}

/** The code after one, both with their first bit lowest: counting from the highest bit down. A longer code ends in zeros. */
// @ts-ignore: decorator
@inline
function following(code: i32, length: i32): i32 {
  const zeros = code ^ ((1 << length) - 1);
  if (zeros == 0) return code;
  const bit = 1 << (31 - clz(zeros));
  return (code & (bit - 1)) | bit;
}
