/** Where the next byte of the blob is, and its end. */
export let at: usize = 0;
export let end: usize = 0;

export function open(from: usize, length: i32): void {
  at = from;
  end = from + <usize>length;
}

/** Takes bytes; 0 where there are too few. */
export function take(count: usize): usize {
  if (count > end - at) return 0;
  const from = at;
  at += count;
  return from;
}

/** Most values of a micro block, of 32 x 32 pixels. */
const MOST_VALUES: i32 = 1024;
/** Values of the last `unstuff`. */
export const VALUES: usize = memory.data(1024 * 4, 16);
/** Distinct values of a lookup: their count is a byte. */
const LOOKUP: usize = memory.data(256 * 4, 16);

/** Unsigned values of `bits` bits each, the low bit first; false where bytes are missing. Up to 7 bytes more are read. */
function unpack(to: usize, count: u32, bits: u32): bool {
  const from = take(<usize>((<u64>count * bits + 7) >> 3));
  if (from == 0) return false;
  const mask = (<u64>1 << bits) - 1;
  let place: usize = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    store<u32>(to + (i << 2), <u32>((load<u64>(from + (place >> 3)) >> <u64>(place & 7)) & mask));
    place += bits;
  }
  return true;
}

/**
 * Reads bit-stuffed unsigned values into VALUES (Lerc2's BitStuffer2, versions 3 and up): how many there are, then they
 * themselves or, where few differ, a lookup and their places in it.
 *
 * @param count how many there must be, at most 1024.
 */
export function unstuff(count: i32): bool {
  const head = take(1);
  if (head == 0 || count > MOST_VALUES) return false;
  const flags = <u32>load<u8>(head);
  const bits = flags & 31;
  const hasLookup = (flags & 32) != 0;
  const width = flags >> 6;
  if (width == 3) return false;
  const number = take(width == 0 ? 4 : 3 - width);
  if (number == 0) return false;
  const declared = width == 0 ? load<u32>(number) : width == 1 ? <u32>load<u16>(number) : <u32>load<u8>(number);
  if (declared != <u32>count) return false;
  if (!hasLookup) {
    if (bits != 0) return unpack(VALUES, declared, bits);
    memory.fill(VALUES, 0, <usize>count << 2);
    return true;
  }
  const size = take(1);
  if (size == 0 || bits == 0) return false;
  // Zero stands first and is not stored.
  const distinct = <u32>load<u8>(size);
  if (distinct < 2) return false;
  store<u32>(LOOKUP, 0);
  if (!unpack(LOOKUP + 4, distinct - 1, bits)) return false;
  if (!unpack(VALUES, declared, 32 - clz<u32>(distinct - 1))) return false;
  for (let i: usize = 0; i < <usize>count; i++) {
    const place = load<u32>(VALUES + (i << 2));
    if (place >= distinct) return false;
    store<u32>(VALUES + (i << 2), load<u32>(LOOKUP + (<usize>place << 2)));
  }
  return true;
}
