/** Decoders of the WebAssembly module; offsets are in bytes of its memory. All but inflate give 1, or 0 where a stream is corrupt. */
export type CodecExports = {
  /** How many bytes came, or -1 where the stream is corrupt or gives more; see assembly/codecs/inflate/inflate.ts. */
  readonly inflate: (from: number, length: number, to: number, most: number) => number;
  /** See assembly/codecs/lerc.ts. */
  readonly lerc: (
    from: number,
    length: number,
    type: number,
    width: number,
    height: number,
    dims: number,
    side: number,
    valid: number,
    maxZError: number,
    zMin: number,
    zMax: number,
    mask: number,
    to: number,
    between: number,
  ) => 0 | 1;
  /** See assembly/codecs/lzw.ts. */
  readonly lzw: (from: number, length: number, to: number, size: number) => 0 | 1;
  /** See assembly/codecs/pack-bits.ts. */
  readonly packBits: (from: number, length: number, to: number, size: number) => 0 | 1;
};
