import { SPARE_BITS } from "./entries";

/** Where the stream is, in bits of the memory: the next bit is SPARE_BITS after it. */
export let position: u64 = 0;
let end: u64 = 0;

function bitOf(at: usize): u64 {
  return (<u64>at << 3) - SPARE_BITS;
}

export function begin(from: usize, size: usize): void {
  position = bitOf(from);
  end = bitOf(from + size);
}

export function resume(next: u64): void {
  position = next;
}

/** First byte after the input. */
export function inputEnd(): usize {
  return <usize>((end + SPARE_BITS) >> 3);
}

/** 55 bits from a position on, above the spare ones. */
// @ts-ignore: decorator
@inline
export function bitsAt(position: u64): u64 {
  return load<u64>(<usize>(position >> 3)) >> (position & 7);
}

/** The next `count` bits, 0 to 32, which stay. */
export function peek(count: u32): u32 {
  return <u32>((bitsAt(position) >> SPARE_BITS) & ~(<u64>-1 << count));
}

/** The next `count` bits, 0 to 32. */
export function take(count: u32): u32 {
  const value = peek(count);
  position += count;
  return value;
}

/** First byte of which no bit is taken: the rest of a byte begun is dropped. */
export function align(): usize {
  return <usize>((position + SPARE_BITS + 7) >> 3);
}

/** Goes on at a byte. */
export function resumeAt(at: usize): void {
  position = bitOf(at);
}

/** Whether a position is beyond the input. */
// @ts-ignore: decorator
@inline
export function isOverrunAt(position: u64): bool {
  return position > end;
}

/** Whether more bits were taken than the input has. */
export function isOverrun(): bool {
  return isOverrunAt(position);
}
