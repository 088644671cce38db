import { at, end, take, unstuff, VALUES } from "./lerc-bits";

const MOST_CODES: i32 = 256;
const LONGEST_CODE: u32 = 32;
/** Codes of up to so many bits are found by one step. */
const LOOK_BITS: u32 = 12;

const LENGTHS: usize = memory.data(256, 16);
const CODES: usize = memory.data(256 * 4, 16);
/** By the next 12 bits: length in the high byte, value in the low one; 0 for a longer code or none. */
const LOOK: usize = memory.data(4096 * 2, 16);

let longest: u32 = 0;
/** Bits from the start of the codes, which are in words of 32 bits, the low byte first and the high bit first. */
let bit: usize = 0;
let words: usize = 0;

/** The next 32 bits; zeros lie behind the blob. */
// @ts-ignore: decorator
@inline
function peek(): u32 {
  const word = words + ((bit >> 5) << 2);
  const both = (<u64>load<u32>(word) << 32) | <u64>load<u32>(word, 4);
  return <u32>(both >> (32 - <u64>(bit & 31)));
}

// @ts-ignore: decorator
@inline
function isWithin(): bool {
  return words + ((bit + 7) >> 3) <= end;
}

/** Reads the code table of Lerc2: how long the codes of a run of values are, which may wrap around, and the codes. */
export function readCodes(): bool {
  const head = take(16);
  if (head == 0 || load<i32>(head) < 2) return false;
  const size = load<i32>(head, 4);
  const first = load<i32>(head, 8);
  const past = load<i32>(head, 12);
  if (size < 1 || size > MOST_CODES || first < 0 || first >= size || past <= first || past - first > size) return false;
  if (!unstuff(past - first)) return false;
  memory.fill(LENGTHS, 0, MOST_CODES);
  memory.fill(LOOK, 0, 1 << (LOOK_BITS + 1));
  longest = 0;
  bit = 0;
  words = at;
  for (let i = first; i < past; i++) {
    const value = i < size ? i : i - size;
    const length = load<u32>(VALUES + (<usize>(i - first) << 2));
    if (length == 0) continue;
    if (length > LONGEST_CODE || !isWithin()) return false;
    const code = peek() >> (32 - length);
    bit += length;
    longest = max(longest, length);
    store<u8>(LENGTHS + <usize>value, <u8>length);
    store<u32>(CODES + (<usize>value << 2), code);
    if (length > LOOK_BITS) continue;
    const entry = <u16>((length << 8) | <u32>value);
    const start = code << (LOOK_BITS - length);
    for (let j: u32 = 0; j < <u32>1 << (LOOK_BITS - length); j++) store<u16>(LOOK + (<usize>(start + j) << 1), entry);
  }
  if (longest == 0 || take(((bit + 31) >> 5) << 2) == 0) return false;
  words = at;
  bit = 0;
  return true;
}

/** The next value; -1 where there is none. */
export function nextValue(): i32 {
  const next = peek();
  const entry = <u32>load<u16>(LOOK + (<usize>(next >> (32 - LOOK_BITS)) << 1));
  if (entry != 0) {
    bit += entry >> 8;
    return isWithin() ? <i32>(entry & 255) : -1;
  }
  for (let length = LOOK_BITS + 1; length <= longest; length++) {
    for (let value: i32 = 0; value < MOST_CODES; value++) {
      if (<u32>load<u8>(LENGTHS + <usize>value) != length) continue;
      if (load<u32>(CODES + (<usize>value << 2)) != next >> (32 - length)) continue;
      bit += length;
      return isWithin() ? value : -1;
    }
  }
  return -1;
}
