/** The header byte that stands for nothing. */
const NO_OPERATION = -128;

/**
 * Decodes PackBits (TIFF 6.0, section 9). Bounded by `size`.
 *
 * @returns undefined where the runs give less or more than `size` bytes.
 */
export const packBitsExactly = (packed: Uint8Array, size: number): Uint8Array | undefined => {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const out = new Uint8Array(size);
  let at = 0;
  for (let from = 0; from < packed.length && at < size;) {
    const header = view.getInt8(from++);
    if (header === NO_OPERATION) continue;
    const count = Math.abs(header) + 1;
    const taken = header < 0 ? 1 : count;
    if (from + taken > packed.length || at + count > size) return undefined;
    if (header < 0) out.fill(view.getUint8(from), at, at + count);
    else out.set(packed.subarray(from, from + count), at);
    from += taken;
    at += count;
  }
  return at === size ? out : undefined;
};
