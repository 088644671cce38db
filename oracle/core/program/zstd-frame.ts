/** RFC 8878, section 3.1.1: little-endian. A skippable frame has another. */
const MAGIC = 0xfd2fb528;
/** Bytes of the dictionary's id and of the content's size, by their flags; a single segment states its size always. */
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
const CONTENT_BYTES = [0, 2, 4, 8] as const;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const RUN_BLOCK = 1;

/**
 * Bytes of the first Zstandard frame, found by its header and those of its blocks. What is in the blocks is for the
 * decoder to judge.
 * @returns more than `stored` has where it is cut; undefined where it does not start with a frame of data.
 */
export const zstdFrameBytes = (stored: Uint8Array): number | undefined => {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  if (stored.length < 5 || view.getUint32(0, true) !== MAGIC) return undefined;
  const descriptor = view.getUint8(4);
  const single = (descriptor >> 5) & 1;
  const content = CONTENT_BYTES[(descriptor >> 6) as 0 | 1 | 2 | 3];
  const dictionary = DICTIONARY_BYTES[(descriptor & 3) as 0 | 1 | 2 | 3];
  let at = 5 + (1 - single) + dictionary + (single === 1 ? Math.max(content, 1) : content);
  for (let last = false; !last;) {
    if (at + BLOCK_HEADER_BYTES > stored.length) return at + BLOCK_HEADER_BYTES;
    const header = view.getUint16(at, true) + view.getUint8(at + 2) * 2 ** 16;
    last = (header & 1) === 1;
    at += BLOCK_HEADER_BYTES + (((header >> 1) & 3) === RUN_BLOCK ? 1 : header >> 3);
  }
  return at + ((descriptor >> 2) & 1) * CHECKSUM_BYTES;
};
