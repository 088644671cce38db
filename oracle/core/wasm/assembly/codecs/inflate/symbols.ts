import {
  DISTANCE_BITS,
  DISTANCE_INDEX,
  DISTANCE_TABLE,
  END,
  EXCEPTION,
  LITERAL_BITS,
  LITERAL_INDEX,
  LITERAL_TABLE,
  NO_LENGTH,
  SPARE_BITS,
  STOP,
} from "./entries";
import { bitsAt, isOverrunAt, position as streamPosition, resume } from "./stream";

/** What ended a run of symbols. */
export const MORE: i32 = 0;
export const AT_END: i32 = 1;
export const CORRUPT: i32 = 2;

/** Where the output goes on. */
export let output: usize = 0;

export function outputAt(at: usize): void {
  output = at;
}

/** A shift by an entry drops its bits, and these stay: -1 << SPARE_BITS. */
const KEPT: u64 = -1 << SPARE_BITS;

/** Entry of a second table. */
function linkedEntry(table: usize, link: u32, rest: u64): u32 {
  const index = <u32>rest & ((1 << ((link >> 8) & 15)) - 1);
  return load<u32>(table + (<usize>(((link >> 16) & 0x3fff) + index) << 2));
}

/**
 * Decodes symbols until the output passes `limit`, the block ends or the stream is corrupt.
 *
 * The chain from one look-up to the next bounds the speed. So an index is taken from bits that are there already: 27 at
 * the least, of which a length of the first table drops 17 at the most and a distance's index takes 9. Bits loaded anew
 * in the meantime serve all else.
 *
 * May read 16 bytes beyond the input and write 290 beyond the limit: a literal, a longest match and a vector's rest.
 *
 * @param start of the output: nothing before it is copied.
 */
export function decode(start: usize, limit: usize): i32 {
  let position = streamPosition;
  let bits = <u32>bitsAt(position);
  let out = output;
  let ended = MORE;
  while (out <= limit) {
    if (isOverrunAt(position)) break;
    const full = bitsAt(position);
    let entry = load<u32>(<usize>bits & LITERAL_INDEX, LITERAL_TABLE);
    bits >>= entry;
    if (<i32>entry < 0) {
      if (entry >= EXCEPTION) {
        if ((entry & STOP) == 0) entry = linkedEntry(LITERAL_TABLE, entry, full >> (LITERAL_BITS + SPARE_BITS));
        if (entry >= EXCEPTION) {
          position += entry & 63;
          ended = (entry & STOP) == (END & STOP) ? AT_END : CORRUPT;
          break;
        }
        bits = <u32>(full >> entry);
      }
      if (<i32>entry < 0) {
        store<u16>(out, <u16>(entry >> 8));
        out += <usize>((entry >> 6) & 3);
        position += entry & 63;
        const rest = full >> entry;
        entry = load<u32>(<usize>bits & LITERAL_INDEX, LITERAL_TABLE);
        if ((entry & EXCEPTION) != NO_LENGTH) {
          bits = <u32>rest;
          continue;
        }
        store<u16>(out, <u16>(entry >> 8));
        out += <usize>((entry >> 6) & 3);
        position += entry & 63;
        bits = <u32>(rest >> entry);
        continue;
      }
    }
    position += entry & 63;
    const next = bitsAt(position);
    store<u8>(out, <u8>(entry >> 8));
    out += <usize>((entry >> 6) & 3);
    const length = <usize>((entry >> 16) & 511) + <usize>((full & ~(KEPT << entry)) >> (entry >> 25));
    entry = load<u32>(<usize>bits & DISTANCE_INDEX, DISTANCE_TABLE);
    if (<i32>entry < 0) {
      if ((entry & STOP) == 0) entry = linkedEntry(DISTANCE_TABLE, entry, next >> (DISTANCE_BITS + SPARE_BITS));
      if (<i32>entry < 0) {
        ended = CORRUPT;
        break;
      }
    }
    position += entry & 63;
    bits = <u32>(next >> entry);
    const distance = <usize>(entry >> 16) + <usize>((next & ~(KEPT << entry)) >> (entry >> 8));
    if (distance > out - start) {
      ended = CORRUPT;
      break;
    }
    copy(out, distance, length);
    out += length;
  }
  output = out;
  resume(position);
  return ended;
}

/** Repeats what lies `distance` back, writing up to 16 bytes more than it must. */
// @ts-ignore: decorator
@inline
function copy(out: usize, distance: usize, length: usize): void {
  const end = out + length;
  let from = out - distance;
  let to = out;
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from));
      to += 16;
      from += 16;
    } while (to < end);
  } else if (distance == 1) {
    const byte = i8x16.splat(load<u8>(from));
    do {
      v128.store(to, byte);
      to += 16;
    } while (to < end);
  } else {
    // Of the eight bytes, the first `distance` are right; the next step overwrites the others.
    do {
      store<u64>(to, load<u64>(from));
      to += distance < 8 ? distance : 8;
      from += distance < 8 ? distance : 8;
    } while (to < end);
  }
}
