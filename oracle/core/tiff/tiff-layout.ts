import type { BlockLayout } from "./block-layout.ts";
import { TAG } from "./tiff-tags.ts";
import { refused } from "../errors.ts";
import type { TiffDirectory } from "./tiff-directory.ts";
import { tiffEncoding } from "./tiff-encoding.ts";

/** A layout, and where its blocks are in the file. */
export type TiffLayout = BlockLayout & {
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
};

const MAX_SIDE_PX = 2 ** 20;
const MAX_SAMPLES = 4096;
const MAX_BLOCK_BYTES = 2 ** 27;

/**
 * Checks and names the layout tags.
 *
 * Limits: sides up to 2^20 px, blocks of up to 128 MiB decoded. Offsets and byte counts are one per block and inside
 * the file, so a file that declares 10^9 pixels must also carry their table.
 *
 * @throws SixfoldError TIFF_LAYOUT, TIFF_COMPRESSION, TIFF_TOO_LARGE, TIFF_TRUNCATED
 */
export const tiffLayout = (directory: TiffDirectory): TiffLayout => {
  const { href, size } = directory;
  const check = (holds: boolean, code: string, tag: number, rule: string): void => {
    if (!holds) throw refused(code, `${href}#${tag}`, directory.numbers(tag)?.slice(0, 8), rule);
  };
  const one = (tag: number, absent: number): number => directory.numbers(tag)?.[0] ?? absent;
  const isCount = (n: number, max: number): boolean => Number.isInteger(n) && n >= 1 && n <= max;

  const width = one(TAG.imageWidth, 0);
  const height = one(TAG.imageLength, 0);
  const samples = one(TAG.samplesPerPixel, 1);
  check(isCount(width, MAX_SIDE_PX), "TIFF_TOO_LARGE", TAG.imageWidth, `width is 1 to ${MAX_SIDE_PX}`);
  check(isCount(height, MAX_SIDE_PX), "TIFF_TOO_LARGE", TAG.imageLength, `height is 1 to ${MAX_SIDE_PX}`);
  check(
    isCount(samples, MAX_SAMPLES),
    "TIFF_TOO_LARGE",
    TAG.samplesPerPixel,
    `a pixel has 1 to ${MAX_SAMPLES} samples`,
  );

  const encoding = tiffEncoding(directory, samples);
  const planarConfiguration = one(TAG.planarConfiguration, 1);
  check(
    planarConfiguration === 1 || planarConfiguration === 2,
    "TIFF_LAYOUT",
    TAG.planarConfiguration,
    "planar configuration is 1 or 2",
  );
  const planar = planarConfiguration === 2 && samples > 1;

  const tiled = directory.numbers(TAG.tileOffsets) !== undefined;
  const blockWidth = tiled ? one(TAG.tileWidth, 0) : width;
  const blockHeight = tiled ? one(TAG.tileLength, 0) : Math.min(one(TAG.rowsPerStrip, height), height);
  check(isCount(blockWidth, MAX_SIDE_PX), "TIFF_LAYOUT", TAG.tileWidth, "a tile has a width");
  check(
    isCount(blockHeight, MAX_SIDE_PX),
    "TIFF_LAYOUT",
    tiled ? TAG.tileLength : TAG.rowsPerStrip,
    "a block has rows",
  );
  const blockBytes = blockHeight * Math.ceil((blockWidth * (planar ? 1 : samples) * encoding.bits) / 8);
  check(
    blockBytes <= MAX_BLOCK_BYTES,
    "TIFF_TOO_LARGE",
    tiled ? TAG.tileWidth : TAG.rowsPerStrip,
    `a block decodes to at most ${MAX_BLOCK_BYTES} bytes`,
  );

  const blocksAcross = Math.ceil(width / blockWidth);
  const blocksDown = Math.ceil(height / blockHeight);
  const blocks = blocksAcross * blocksDown * (planar ? samples : 1);
  const offsetsTag = tiled ? TAG.tileOffsets : TAG.stripOffsets;
  const countsTag = tiled ? TAG.tileByteCounts : TAG.stripByteCounts;
  const offsets = directory.numbers(offsetsTag) ?? [];
  const byteCounts = directory.numbers(countsTag) ?? [];
  check(offsets.length === blocks, "TIFF_LAYOUT", offsetsTag, `there is one offset per block (${blocks})`);
  check(byteCounts.length === blocks, "TIFF_LAYOUT", countsTag, `there is one byte count per block (${blocks})`);
  offsets.forEach((offset, i) => {
    const length = byteCounts[i] as number;
    if (length > 2 * MAX_BLOCK_BYTES) {
      throw refused(
        "TIFF_TOO_LARGE",
        `${href}#${countsTag}/${i}`,
        length,
        `a stored block has at most ${2 * MAX_BLOCK_BYTES} bytes`,
      );
    }
    if (
      !Number.isSafeInteger(offset) ||
      !Number.isSafeInteger(length) ||
      offset < 0 ||
      length < 0 ||
      (length > 0 && offset + length > size)
    ) {
      throw refused(
        "TIFF_TRUNCATED",
        `${href}#${offsetsTag}/${i}`,
        { offset, length, size },
        "every block lies inside the file",
      );
    }
  });
  return {
    width,
    height,
    samples,
    ...encoding,
    planar,
    tiled,
    blockWidth,
    blockHeight,
    blocksAcross,
    blocksDown,
    offsets,
    byteCounts,
  };
};
