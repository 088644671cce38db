export type SampleKind = "uint" | "int" | "float";

/** TIFF compression: none, LZW, deflate, PackBits, LERC, Zstandard. */
export const COMPRESSIONS = [1, 5, 8, 32773, 34887, 50000] as const;
export type TiffCompression = (typeof COMPRESSIONS)[number];

/** What goes around a LERC blob, by libtiff's number: nothing, deflate, Zstandard. */
export type LercWrapping = 0 | 1 | 2;

/** How a TIFF's pixels lie in its blocks. */
export type BlockLayout = {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly kind: SampleKind;
  /** Bits of a sample: 1 to 32 or 64 for uint, 8, 16, 32 or 64 for int, 16, 24, 32 or 64 for float. */
  readonly bits: number;
  readonly compression: TiffCompression;
  /** Of LERC blocks only. */
  readonly lercWrapping: LercWrapping;
  readonly predictor: 1 | 2 | 3;
  /** The last sample is an alpha that is not multiplied in. */
  readonly hasAlpha: boolean;
  /** Samples of one pixel together, or each sample in blocks of its own. */
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
};

/** Samples of one pixel that lie side by side in a block. */
export const samplesTogether = ({ planar, samples }: Pick<BlockLayout, "planar" | "samples">): number =>
  planar ? 1 : samples;

/**
 * Samples of an unpacked block. They are as stored, but those of LERC come out as floats that hold every value of their
 * type, so that a pixel which its mask hides is NaN, whatever the type.
 */
export const unpackedForm = ({
  kind,
  bits,
  predictor,
  compression,
}: BlockLayout): Pick<BlockLayout, "kind" | "bits" | "predictor"> =>
  compression === 34887
    ? { kind: "float", bits: bits <= 16 || (kind === "float" && bits === 32) ? 32 : 64, predictor: 1 }
    : { kind, bits, predictor };

/** Bytes of an unpacked block; each row starts with a byte. */
export const unpackedBytes = (layout: BlockLayout, rows: number): number =>
  rows * Math.ceil((layout.blockWidth * samplesTogether(layout) * unpackedForm(layout).bits) / 8);
