import { COMPRESSIONS } from "./block-layout.ts";
import type { BlockLayout, LercWrapping } from "./block-layout.ts";
import { TAG } from "./tiff-tags.ts";
import { refused } from "../errors.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** How samples are stored. */
export type TiffEncoding = Pick<
  BlockLayout,
  "kind" | "bits" | "compression" | "lercWrapping" | "predictor" | "hasAlpha"
>;

const DEFLATE_OLD = 32946;
const LERC = 34887;
/** The codec version of the blobs that libtiff writes and that its tag names: Lerc2, 4. */
const LERC_VERSION = 4;
/** ExtraSamples (TIFF 6.0 section 18): an alpha that is not multiplied in. */
const UNASSOCIATED_ALPHA = 2;

const WHOLE = [8, 16, 32, 64];
const upTo32 = Array.from({ length: 32 }, (_, i) => i + 1);

/** Bits of a sample, by SampleFormat. */
const BITS: Readonly<Record<BlockLayout["kind"], readonly number[]>> = {
  uint: [...upTo32, 64],
  int: WHOLE,
  float: [16, 24, 32, 64],
};

/** Bits that each predictor takes (libtiff 4.5, tif_predict.c); floats may go by predictor 2 as integers of their size. */
const takes = (predictor: number, { kind, bits }: Pick<BlockLayout, "kind" | "bits">): boolean =>
  predictor === 1 || (predictor === 2 ? WHOLE.includes(bits) : kind === "float");

/** Sample types of LERC: integers of up to 32 bits, floats from 32. */
const isLercType = ({ kind, bits }: Pick<BlockLayout, "kind" | "bits">): boolean =>
  WHOLE.includes(bits) && (kind === "float" ? bits >= 32 : bits <= 32);

/**
 * Checks and names the tags of sample type and compression.
 *
 * Refused by name: complex and untyped samples, samples of several types, bits of reversed order, whatever is not in
 * COMPRESSIONS, and predictors that do not go with the type or the compression.
 *
 * @throws SixfoldError TIFF_LAYOUT, TIFF_COMPRESSION
 */
export const tiffEncoding = (directory: TiffDirectory, samples: number): TiffEncoding => {
  const refuse = (code: string, tag: number, value: unknown, rule: string): never => {
    throw refused(code, `${directory.href}#${tag}`, value, rule);
  };
  const one = (tag: number, absent: number): number => directory.numbers(tag)?.[0] ?? absent;
  const uniform = (tag: number, absent: number): number => {
    const values = directory.numbers(tag) ?? [absent];
    const isUniform = values.every((value) => value === values[0]) && [1, samples].includes(values.length);
    if (!isUniform) refuse("TIFF_LAYOUT", tag, values.slice(0, 8), "all samples are of one type");
    return values[0] as number;
  };

  const format = uniform(TAG.sampleFormat, 1);
  const kind =
    ({ 1: "uint", 2: "int", 3: "float" } as const)[format] ??
    refuse("TIFF_LAYOUT", TAG.sampleFormat, format, "samples are integers or floats, neither complex nor untyped");
  const bits = uniform(TAG.bitsPerSample, 1);
  if (!BITS[kind].includes(bits)) {
    const rule =
      "samples are unsigned integers of 1 to 32 or 64 bits, integers of 8, 16, 32 or 64 or floats of 16, 24, 32 or 64";
    refuse("TIFF_LAYOUT", TAG.bitsPerSample, { bits, format }, rule);
  }
  const fillOrder = one(TAG.fillOrder, 1);
  if (fillOrder !== 1) refuse("TIFF_LAYOUT", TAG.fillOrder, fillOrder, "bits are filled from the high one, order 1");

  const rawCompression = one(TAG.compression, 1);
  const standard = rawCompression === DEFLATE_OLD ? 8 : rawCompression;
  const compression =
    COMPRESSIONS.find((known) => known === standard) ??
    refuse(
      "TIFF_COMPRESSION",
      TAG.compression,
      rawCompression,
      "compression is none, LZW, deflate, PackBits, LERC or Zstandard",
    );

  const predictor = one(TAG.predictor, 1);
  if (predictor !== 1 && predictor !== 2 && predictor !== 3) {
    return refuse("TIFF_COMPRESSION", TAG.predictor, predictor, "predictor is none, horizontal or floating point");
  }
  if (predictor !== 1 && ![5, 8, 50000].includes(compression)) {
    refuse("TIFF_COMPRESSION", TAG.predictor, predictor, "a predictor goes with LZW, deflate or Zstandard");
  }
  if (!takes(predictor, { kind, bits })) {
    const rule = "predictor 2 is for samples of 8, 16, 32 or 64 bits, predictor 3 for floats";
    refuse("TIFF_COMPRESSION", TAG.predictor, { predictor, bits, format }, rule);
  }

  const [lercVersion, wrapping = 0] = directory.numbers(TAG.lercParameters) ?? [];
  if (compression === LERC) {
    if (!isLercType({ kind, bits })) {
      const rule = "LERC holds integers of 8, 16 or 32 bits and floats of 32 or 64";
      refuse("TIFF_COMPRESSION", TAG.bitsPerSample, { bits, format }, rule);
    }
    // libtiff turns the bytes of a big-endian file's values before LERC sees them, and so do its files hold other values.
    if (!directory.littleEndian) {
      refuse("TIFF_COMPRESSION", TAG.compression, rawCompression, "LERC goes with little-endian files");
    }
    if (lercVersion !== LERC_VERSION || ![0, 1, 2].includes(wrapping)) {
      const rule = "LERC is of version 4, as it is or in deflate (1) or Zstandard (2)";
      refuse("TIFF_COMPRESSION", TAG.lercParameters, { version: lercVersion, wrapping }, rule);
    }
  }
  return {
    kind,
    bits,
    compression,
    lercWrapping: wrapping as LercWrapping,
    predictor,
    hasAlpha: directory.numbers(TAG.extraSamples)?.at(-1) === UNASSOCIATED_ALPHA,
  };
};
