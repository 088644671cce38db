import { zlibSync } from "fflate";

import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { gdalMetadata, gdalNodata, georeference, long, short } from "../../oracle/core/tiff/geotiff-fields.ts";
import { TAG } from "../../oracle/core/tiff/tiff-tags.ts";
import { CLASSIC, directoryBytes, even, putDirectory, putHeader } from "../../oracle/core/tiff/write-directory.ts";
import type { TiffField } from "../../oracle/core/tiff/write-directory.ts";

export type RasterValues = Uint8Array | Uint16Array | Int16Array | Int32Array | Float32Array;

export type GeoTiffBand = {
  /** Row-major, grid.width * grid.height; every band of a file has the same element type. */
  readonly values: RasterValues;
  readonly description?: string;
};

export type GeoTiffOptions = {
  readonly grid: Grid;
  readonly bands: readonly GeoTiffBand[];
  readonly nodata?: number;
  readonly layout?: "strips" | "tiles";
  readonly compression?: "none" | "deflate";
};

const TILE_PX = 256;
const ROWS_PER_STRIP = 64;
const UNSIGNED = 1;
const SIGNED = 2;
const FLOAT = 3;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "SIMULATE_GEOTIFF", failure: "check", field, value, rule });
};

const sampleFormat = (values: RasterValues): number => {
  if (values instanceof Float32Array) return FLOAT;
  return values instanceof Int16Array || values instanceof Int32Array ? SIGNED : UNSIGNED;
};

/** One sample, little endian on any host. */
const put = (view: DataView, at: number, values: RasterValues, index: number): void => {
  const value = values[index] as number;
  if (values instanceof Float32Array) view.setFloat32(at, value, true);
  else if (values instanceof Int32Array) view.setInt32(at, value, true);
  else if (values.BYTES_PER_ELEMENT === 2) view.setUint16(at, value & 0xffff, true);
  else view.setUint8(at, value);
};

/** Blocks in file order, samples interleaved per pixel. Tiles are padded with the nodata value or zero. */
const encodeBlocks = (options: GeoTiffOptions, blockWidth: number, blockHeight: number): Uint8Array[] => {
  const { grid, bands, nodata } = options;
  const first = (bands[0] as GeoTiffBand).values;
  const padding = first.slice(0, 1).fill(nodata ?? 0);
  const tiled = options.layout === "tiles";
  const blocks: Uint8Array[] = [];
  for (let top = 0; top < grid.height; top += blockHeight) {
    const rows = tiled ? blockHeight : Math.min(blockHeight, grid.height - top);
    for (let left = 0; left < grid.width; left += blockWidth) {
      const bytes = new Uint8Array(rows * blockWidth * bands.length * first.BYTES_PER_ELEMENT);
      const view = new DataView(bytes.buffer);
      let at = 0;
      for (let row = top; row < top + rows; row += 1) {
        for (let col = left; col < left + blockWidth; col += 1) {
          const inside = row < grid.height && col < grid.width;
          for (const { values } of bands) {
            if (inside) put(view, at, values, row * grid.width + col);
            else put(view, at, padding, 0);
            at += first.BYTES_PER_ELEMENT;
          }
        }
      }
      blocks.push(options.compression === "deflate" ? zlibSync(bytes, { level: 6 }) : bytes);
    }
  }
  return blocks;
};

const check = ({ grid, bands }: GeoTiffOptions): void => {
  if (bands.length === 0) refuse("bands", 0, "a GeoTIFF has at least one band");
  const kind = bands[0]?.values.constructor;
  bands.forEach(({ values }, index) => {
    if (values.constructor !== kind)
      refuse(`bands/${index}`, values.constructor.name, "all bands have one element type");
    if (values.length !== grid.width * grid.height) {
      refuse(`bands/${index}`, values.length, `a band has width x height = ${grid.width * grid.height} values`);
    }
  });
};

const fieldsOf = (
  { grid, bands, nodata, layout, compression }: GeoTiffOptions,
  offsets: readonly number[],
  byteCounts: readonly number[],
): readonly TiffField[] => {
  const { values: first } = bands[0] as GeoTiffBand;
  const tiled = layout === "tiles";
  const described = bands.flatMap(({ description: text }, sample) =>
    text === undefined ? [] : [{ name: "DESCRIPTION", text, sample, role: "description" } as const],
  );
  return [
    long(TAG.imageWidth, grid.width),
    long(TAG.imageLength, grid.height),
    short(TAG.bitsPerSample, ...bands.map(() => first.BYTES_PER_ELEMENT * 8)),
    short(TAG.compression, compression === "deflate" ? 8 : 1),
    short(TAG.photometric, 1),
    short(TAG.samplesPerPixel, bands.length),
    short(TAG.planarConfiguration, 1),
    short(TAG.sampleFormat, ...bands.map(() => sampleFormat(first))),
    long(tiled ? TAG.tileOffsets : TAG.stripOffsets, ...offsets),
    long(tiled ? TAG.tileByteCounts : TAG.stripByteCounts, ...byteCounts),
    ...georeference(grid),
    ...(tiled
      ? [short(TAG.tileWidth, TILE_PX), short(TAG.tileLength, TILE_PX)]
      : [short(TAG.rowsPerStrip, ROWS_PER_STRIP)]),
    ...(bands.length > 1 ? [short(TAG.extraSamples, ...bands.slice(1).map(() => 0))] : []),
    ...(described.length === 0 ? [] : [gdalMetadata(described)]),
    ...(nodata === undefined ? [] : [gdalNodata(nodata)]),
  ];
};

/**
 * A scene as an archive might hold it: a GeoTIFF as bytes, classic, little endian, pixel-interleaved, PixelIsArea,
 * without overviews. Equal input gives equal bytes: there is no date, host or library version in it.
 *
 * @throws SixfoldError SIMULATE_GEOTIFF where bands differ in type or length, or the file would pass 4 GiB.
 */
export const writeGeoTiff = (options: GeoTiffOptions): Uint8Array => {
  check(options);
  const tiled = options.layout === "tiles";
  const blocks = encodeBlocks(options, tiled ? TILE_PX : options.grid.width, tiled ? TILE_PX : ROWS_PER_STRIP);
  const counts = blocks.map(({ length }) => length);
  const start = CLASSIC.headerBytes;
  const offsets: number[] = [];
  let end = start + directoryBytes(fieldsOf(options, counts, counts), CLASSIC);
  for (const count of counts) {
    offsets.push(end);
    end += even(count);
  }
  if (end >= 2 ** 32) refuse("bands", end, "a classic TIFF is smaller than 4 GiB");
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  putHeader(view, CLASSIC, start);
  putDirectory(view, start, fieldsOf(options, offsets, counts), 0, CLASSIC);
  blocks.forEach((block, i) => bytes.set(block, offsets[i] as number));
  return bytes;
};
