import { adler32 } from "./adler32";
import {
  DISTANCE_BITS,
  DISTANCE_TABLE,
  DISTANCES,
  LITERAL_BITS,
  LITERAL_TABLE,
  LITERALS,
  PRECODE_BITS,
  PRECODES,
} from "./entries";
import { joinLiterals } from "./join-literals";
import { align, begin, inputEnd, isOverrun, peek, resumeAt, take } from "./stream";
import { AT_END, CORRUPT, decode, MORE, output, outputAt } from "./symbols";
import { makeTable } from "./table";

/** Bytes of output between two updates of the checksum, so that they are still in a first-level cache. */
const CHECKED_AT_ONCE: usize = 16_384;
/** Bytes of a block after which joining literals is taken to be worth it: as many as there are entries to look at. */
const JOINED_AFTER: usize = 1 << LITERAL_BITS;

const MOST_LITERALS: i32 = 288;
const MOST_DISTANCES: i32 = 32;
const PRECODE_SYMBOLS: i32 = 19;

const LENGTHS = memory.data(MOST_LITERALS + MOST_DISTANCES, 16);
const PRECODE_TABLE = memory.data(1 << PRECODE_BITS << 2, 16);
const WORK = memory.data(64 + (MOST_LITERALS << 1), 16);

/** Order in which the lengths of the code of lengths are sent (RFC 1951 section 3.2.7). */
const PRECODE_ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

let checksum: u32 = 1;
let checkedTo: usize = 0;

function check(): void {
  checksum = adler32(checksum, checkedTo, <i32>(output - checkedTo));
  checkedTo = output;
}

/** Reads the codes of a block (RFC 1951 section 3.2.7). */
function readCodes(): bool {
  const literals = <i32>take(5) + 257;
  const distances = <i32>take(5) + 1;
  const precodes = <i32>take(4) + 4;
  // zlib takes no more than these (RFC 1951 gives a meaning to no more).
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, PRECODE_SYMBOLS);
  for (let i: i32 = 0; i < precodes; i++) {
    store<u8>(LENGTHS + <usize>load<u8>(PRECODE_ORDER + i), <u8>take(3));
  }
  if (!makeTable(PRECODES, LENGTHS, PRECODE_SYMBOLS, PRECODE_TABLE, PRECODE_BITS, WORK)) return false;
  const all = literals + distances;
  let at: i32 = 0;
  while (at < all) {
    if (isOverrun()) return false;
    const entry = load<u32>(PRECODE_TABLE + (<usize>peek(PRECODE_BITS) << 2));
    take(entry & 63);
    const symbol = <i32>(entry >> 16);
    if (symbol < 16) {
      store<u8>(LENGTHS + at, <u8>symbol);
      at++;
      continue;
    }
    if (symbol == 16 && at == 0) return false;
    const value: u8 = symbol == 16 ? load<u8>(LENGTHS + at - 1) : 0;
    const count = symbol == 16 ? 3 + <i32>take(2) : symbol == 17 ? 3 + <i32>take(3) : 11 + <i32>take(7);
    if (at + count > all) return false;
    memory.fill(LENGTHS + at, value, count);
    at += count;
  }
  // A block must be able to end.
  if (load<u8>(LENGTHS + 256) == 0) return false;
  return makeCodes(literals, distances);
}

function makeCodes(literals: i32, distances: i32): bool {
  return (
    makeTable(DISTANCES, LENGTHS + literals, distances, DISTANCE_TABLE, DISTANCE_BITS, WORK) &&
    makeTable(LITERALS, LENGTHS, literals, LITERAL_TABLE, LITERAL_BITS, WORK)
  );
}

/** The fixed codes (RFC 1951 section 3.2.6). */
function fixedCodes(): bool {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  memory.fill(LENGTHS + MOST_LITERALS, 5, MOST_DISTANCES);
  return makeCodes(MOST_LITERALS, MOST_DISTANCES);
}

/** A block of bytes as they are (RFC 1951 section 3.2.4). */
function copyStored(end: usize): bool {
  const at = align();
  const last = inputEnd();
  if (at + 4 > last) return false;
  const size = <usize>load<u16>(at);
  if (load<u16>(at + 2) != <u16>~size || at + 4 + size > last || output + size > end) return false;
  memory.copy(output, at + 4, size);
  resumeAt(at + 4 + size);
  outputAt(output + size);
  check();
  return true;
}

function decodeBlock(start: usize, end: usize): bool {
  let limit = min(output + JOINED_AFTER, end);
  let ended = decode(start, limit);
  if (ended == MORE && output <= end) joinLiterals();
  while (ended == MORE) {
    if (output > end || isOverrun()) return false;
    check();
    limit = min(output + CHECKED_AT_ONCE, end);
    ended = decode(start, limit);
  }
  if (ended == CORRUPT || output > end) return false;
  check();
  return ended == AT_END;
}

/** What `inflate` gives where a stream is corrupt. */
const CORRUPT_STREAM: i32 = -1;

/** The blocks, up to the last. */
function decodeBlocks(start: usize, end: usize): bool {
  let isLast: u32 = 0;
  while (isLast == 0) {
    if (isOverrun()) return false;
    isLast = take(1);
    const kind = take(2);
    if (kind == 0) {
      if (!copyStored(end)) return false;
      continue;
    }
    if (kind == 3 || !(kind == 1 ? fixedCodes() : readCodes())) return false;
    if (!decodeBlock(start, end) || isOverrun()) return false;
  }
  return true;
}

/**
 * Inflates a zlib stream (RFC 1950, RFC 1951) of at most `most` bytes and checks its Adler-32. What follows the stream is
 * not looked at.
 *
 * @param from `size` bytes, followed by 16 zeros.
 * @param to room for `most` bytes and 290 more, which may be overwritten.
 * @returns how many bytes it gave; -1 where the stream is corrupt, cut short, longer or fails its checksum, and what was
 * written means nothing.
 */
export function inflate(from: usize, size: i32, to: usize, most: i32): i32 {
  // CMF and FLG: deflate, a window of up to 32 KiB, no dictionary.
  if (size < 6) return CORRUPT_STREAM;
  const method = <u32>load<u8>(from);
  const flags = <u32>load<u8>(from + 1);
  if ((method & 15) != 8 || method >> 4 > 7 || (flags & 32) != 0) return CORRUPT_STREAM;
  if (((method << 8) | flags) % 31 != 0) return CORRUPT_STREAM;
  begin(from + 2, <usize>size - 2);
  outputAt(to);
  checksum = 1;
  checkedTo = to;
  if (!decodeBlocks(to, to + <usize>most)) return CORRUPT_STREAM;
  const at = align();
  if (at + 4 > inputEnd() || bswap<u32>(load<u32>(at)) != checksum) return CORRUPT_STREAM;
  return <i32>(output - to);
}
