/**
 * Copies bytes that were there before, 16 at a time where `room` bytes may be written: what is written too much is
 * overwritten by what comes next. As many may be read behind the bytes.
 */
// @ts-ignore: decorator
@inline
export function copyRun(from: usize, to: usize, count: usize, room: usize): void {
  if (room >= count + 16) {
    for (let i: usize = 0; i < count; i += 16) v128.store(to + i, v128.load(from + i));
  } else {
    for (let i: usize = 0; i < count; i++) store<u8>(to + i, load<u8>(from + i));
  }
}

/** Repeats a byte in the same way. */
// @ts-ignore: decorator
@inline
export function repeatRun(value: u8, to: usize, count: usize, room: usize): void {
  if (room >= count + 16) {
    const all = i8x16.splat(<i8>value);
    for (let i: usize = 0; i < count; i += 16) v128.store(to + i, all);
  } else {
    for (let i: usize = 0; i < count; i++) store<u8>(to + i, value);
  }
}
