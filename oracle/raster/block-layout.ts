export type SampleKind = "uint" | "int" | "float";

/** TIFF compression: none, LZW, deflate, PackBits, Zstandard. */
export const COMPRESSIONS = [1, 5, 8, 32773, 50000] as const;
export type TiffCompression = (typeof COMPRESSIONS)[number];

/** How a TIFF's pixels lie in its blocks. */
export type BlockLayout = {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bytesPerSample: 1 | 2 | 4 | 8;
  readonly kind: SampleKind;
  readonly compression: TiffCompression;
  readonly predictor: 1 | 2 | 3;
  /** Samples of one pixel together, or each sample in blocks of its own. */
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
};
