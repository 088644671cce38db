import { zlibSync } from "fflate";

import { SceneError } from "../errors.ts";
import type { Grid } from "../ground/types.ts";
import { FIELD_BYTES, GEO_KEY, TAG } from "./tiff-tags.ts";

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
  /** Extra dataset-level GDAL metadata, such as units. Written in the order given. */
  readonly metadata?: Readonly<Record<string, string>>;
};

type Field = { readonly tag: number; readonly type: 2 | 3 | 4 | 12; readonly values: readonly number[] };

const TILE_PX = 256;
const ROWS_PER_STRIP = 64;
const UNSIGNED = 1;
const SIGNED = 2;
const FLOAT = 3;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SceneError({ code: "RASTER_GEOTIFF", failure: "check", field, value, rule });
};

const sampleFormat = (values: RasterValues): number => {
  if (values instanceof Float32Array) return FLOAT;
  return values instanceof Int16Array || values instanceof Int32Array ? SIGNED : UNSIGNED;
};

const isGeographic = (epsg: number): boolean => epsg === 4326;

const ascii = (text: string): readonly number[] => [...new TextEncoder().encode(text), 0];

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const gdalMetadata = (options: GeoTiffOptions): string | undefined => {
  const items = [
    ...Object.entries(options.metadata ?? {}).map(
      ([name, text]) => `<Item name="${escapeXml(name)}">${escapeXml(text)}</Item>`,
    ),
    ...options.bands.flatMap(({ description }, sample) =>
      description === undefined
        ? []
        : [`<Item name="DESCRIPTION" sample="${sample}" role="description">${escapeXml(description)}</Item>`],
    ),
  ];
  return items.length === 0 ? undefined : `<GDALMetadata>${items.join("")}</GDALMetadata>`;
};

/** One sample, little endian. Fast enough at the sizes of evidence layers, and the same on any host. */
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

const serialise = (fields: readonly Field[], blocks: readonly Uint8Array[], offsetsTag: number): Uint8Array => {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const sizeOf = ({ type, values }: Field): number => values.length * (FIELD_BYTES[type] as number);
  const directoryBytes = 2 + sorted.length * 12 + 4;
  const even = (n: number): number => n + (n % 2);
  const outOfLine = sorted.reduce((sum, field) => sum + (sizeOf(field) > 4 ? even(sizeOf(field)) : 0), 0);
  const firstBlock = 8 + directoryBytes + outOfLine;
  const offsets: number[] = [];
  let end = firstBlock;
  for (const block of blocks) {
    offsets.push(end);
    end += even(block.length);
  }
  if (end >= 2 ** 32) refuse("bands", end, "a classic TIFF is smaller than 4 GiB");
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  view.setUint16(8, sorted.length, true);
  let entryAt = 10;
  let dataAt = 8 + directoryBytes;
  for (const field of sorted) {
    const values = field.tag === offsetsTag ? offsets : field.values;
    const size = FIELD_BYTES[field.type] as number;
    view.setUint16(entryAt, field.tag, true);
    view.setUint16(entryAt + 2, field.type, true);
    view.setUint32(entryAt + 4, values.length, true);
    const inline = values.length * size <= 4;
    if (!inline) view.setUint32(entryAt + 8, dataAt, true);
    values.forEach((value, i) => {
      const at = (inline ? entryAt + 8 : dataAt) + i * size;
      if (field.type === 12) view.setFloat64(at, value, true);
      else if (field.type === 4) view.setUint32(at, value, true);
      else if (field.type === 3) view.setUint16(at, value, true);
      else view.setUint8(at, value);
    });
    if (!inline) dataAt += even(values.length * size);
    entryAt += 12;
  }
  blocks.forEach((block, i) => bytes.set(block, offsets[i] as number));
  return bytes;
};

/**
 * A GeoTIFF as bytes: classic, little endian, pixel-interleaved, PixelIsArea. Equal input gives equal bytes: there is no
 * date, host or library version in it. TIFF 6.0; OGC GeoTIFF 1.1; GDAL's nodata and metadata tags.
 *
 * @throws SceneError RASTER_GEOTIFF where bands differ in type or length, or the file would pass 4 GiB.
 */
export const writeGeoTiff = (options: GeoTiffOptions): Uint8Array => {
  check(options);
  const { grid, bands, nodata } = options;
  const tiled = options.layout === "tiles";
  const first = (bands[0] as GeoTiffBand).values;
  const blockWidth = tiled ? TILE_PX : grid.width;
  const blockHeight = tiled ? TILE_PX : ROWS_PER_STRIP;
  const blocks = encodeBlocks(options, blockWidth, blockHeight);
  const metadata = gdalMetadata(options);
  const short = (tag: number, ...values: number[]): Field => ({ tag, type: 3, values });
  const offsetsTag = tiled ? TAG.tileOffsets : TAG.stripOffsets;
  const geographic = isGeographic(grid.epsg);
  const fields: Field[] = [
    { tag: TAG.imageWidth, type: 4, values: [grid.width] },
    { tag: TAG.imageLength, type: 4, values: [grid.height] },
    short(TAG.bitsPerSample, ...bands.map(() => first.BYTES_PER_ELEMENT * 8)),
    short(TAG.compression, options.compression === "deflate" ? 8 : 1),
    short(TAG.photometric, 1),
    short(TAG.samplesPerPixel, bands.length),
    short(TAG.planarConfiguration, 1),
    short(TAG.sampleFormat, ...bands.map(() => sampleFormat(first))),
    { tag: offsetsTag, type: 4, values: blocks.map(() => 0) },
    { tag: tiled ? TAG.tileByteCounts : TAG.stripByteCounts, type: 4, values: blocks.map(({ length }) => length) },
    { tag: TAG.modelPixelScale, type: 12, values: [grid.pixelWidth, grid.pixelHeight, 0] },
    { tag: TAG.modelTiepoint, type: 12, values: [0, 0, 0, grid.originX, grid.originY, 0] },
    short(
      TAG.geoKeyDirectory,
      ...[1, 1, 0, 3],
      ...[GEO_KEY.modelType, 0, 1, geographic ? 2 : 1],
      ...[GEO_KEY.rasterType, 0, 1, 1],
      ...[geographic ? GEO_KEY.geographicType : GEO_KEY.projectedType, 0, 1, grid.epsg],
    ),
    ...(tiled
      ? [short(TAG.tileWidth, TILE_PX), short(TAG.tileLength, TILE_PX)]
      : [short(TAG.rowsPerStrip, ROWS_PER_STRIP)]),
    ...(bands.length > 1 ? [short(TAG.extraSamples, ...bands.slice(1).map(() => 0))] : []),
    ...(metadata === undefined ? [] : [{ tag: TAG.gdalMetadata, type: 2 as const, values: ascii(metadata) }]),
    ...(nodata === undefined
      ? []
      : [{ tag: TAG.gdalNodata, type: 2 as const, values: ascii(Number.isNaN(nodata) ? "nan" : String(nodata)) }]),
  ];
  return serialise(fields, blocks, offsetsTag);
};
