const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MAX_CODES = 4096;

/**
 * Decodes TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, high bit first, width changing one code early.
 * Bounded by `size`.
 *
 * @returns undefined where the codes are corrupt or give less than `size` bytes.
 */
export const lzwExactly = (compressed: Uint8Array, size: number): Uint8Array | undefined => {
  const out = new Uint8Array(size);
  /** Where each code's string starts in `out`, and its length. */
  const start = new Int32Array(MAX_CODES);
  const length = new Int32Array(MAX_CODES);
  let at = 0;
  let next = FIRST_FREE;
  let width = 9;
  let previous = -1;
  let buffer = 0;
  let bits = 0;
  let from = 0;
  while (at < size) {
    while (bits < width) {
      if (from >= compressed.length) return undefined;
      buffer = ((buffer << 8) | (compressed[from++] as number)) & 0xffffff;
      bits += 8;
    }
    const code = (buffer >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === END) break;
    if (code === CLEAR) {
      next = FIRST_FREE;
      width = 9;
      previous = -1;
      continue;
    }
    const here = at;
    const previousStart = previous < 0 ? 0 : at - (previous < 256 ? 1 : (length[previous] as number));
    const previousLength = previous < 0 ? 0 : at - previousStart;
    if (code < 256) out[at++] = code;
    else if (previous < 0 || code > next || (code === next && next >= MAX_CODES)) return undefined;
    else {
      const source = code === next ? previousStart : (start[code] as number);
      const count = code === next ? previousLength + 1 : (length[code] as number);
      for (let i = 0; i < count && at < size; i += 1) out[at++] = out[source + i] as number;
    }
    if (previous >= 0 && next < MAX_CODES) {
      start[next] = here - previousLength;
      length[next] = previousLength + 1;
      next += 1;
    }
    if (next + 1 >= 1 << width && width < 12) width += 1;
    previous = code;
  }
  return at === size ? out : undefined;
};
