import { SixfoldError } from "../errors.ts";
import { gdalMetadata, gdalNodata, georeference, long, short } from "./geotiff-fields.ts";
import type { Grid } from "../grid/types.ts";
import { LEADER_BYTES, LONGEST_TILE_BYTES, TILE_PX, TRAILER_BYTES } from "./encode-tile.ts";
import type { Layer } from "../raster/layer.ts";
import { levelsOf, tilesOf } from "./levels.ts";
import type { Level } from "./levels.ts";
import type { Piece } from "./piece.ts";
import { TAG } from "./tiff-tags.ts";
import { BIG, CLASSIC, directoryBytes, even, putDirectory, putHeader } from "./write-directory.ts";
import type { TiffField, TiffFlavour } from "./write-directory.ts";

const DEFLATE = 8;
const HORIZONTAL_DIFFERENCING = 2;
const SIGNED = 2;
const BLACK_IS_ZERO = 1;
const REDUCED_IMAGE = 1;

/** What a reader may rely on: "Cloud Optimized GeoTIFF" in GDAL's COG driver documentation, section "Header ghost area". */
const PROMISES = [
  "LAYOUT=IFDS_BEFORE_DATA",
  "BLOCK_ORDER=ROW_MAJOR",
  "BLOCK_LEADER=SIZE_AS_UINT4",
  "BLOCK_TRAILER=LAST_4_BYTES_REPEATED",
  // An editor that breaks a promise writes YES over the two letters and the blank.
  "KNOWN_INCOMPATIBLE_EDITION=NO",
  " ",
].join("\n");
const GHOST = `GDAL_STRUCTURAL_METADATA_SIZE=${String(PROMISES.length).padStart(6, "0")} bytes\n${PROMISES}`;

type Table = { readonly offsets: number[]; readonly byteCounts: number[] };

/**
 * A BigTIFF where a TIFF, whose offsets have 32 bits, might not do.
 *
 * @throws SixfoldError TIFF_COG
 */
export const flavourFor = (grid: Grid): TiffFlavour => {
  const tiles = levelsOf(grid).reduce((sum, { tilesAcross, tilesDown }) => sum + tilesAcross * tilesDown, 0);
  // 16 bytes a tile are its entries in both tables; 2^16 are far more than all other fields.
  return 2 ** 16 + tiles * (LONGEST_TILE_BYTES + 16) < 2 ** 32 ? CLASSIC : BIG;
};

const checkNodata = ({ nodata }: Layer): void => {
  if ((nodata | 0) === nodata) return;
  throw new SixfoldError({
    code: "TIFF_COG",
    failure: "check",
    field: "nodata",
    value: nodata,
    rule: "nodata is a signed 32-bit integer",
  });
};

const metadataOf = ({ name, unit, scale }: Layer): TiffField =>
  gdalMetadata([
    { name: "unit", text: unit },
    { name: "scale", text: String(scale) },
    { name: "DESCRIPTION", text: name, sample: 0, role: "description" },
    { name: "OFFSET", text: "0", sample: 0, role: "offset" },
    { name: "SCALE", text: String(scale), sample: 0, role: "scale" },
    { name: "UNITTYPE", text: unit, sample: 0, role: "unittype" },
  ]);

const fieldsOf = (layer: Layer, { step, width, height }: Level, table: Table, flavour: TiffFlavour): TiffField[] => [
  long(TAG.imageWidth, width),
  long(TAG.imageLength, height),
  short(TAG.bitsPerSample, 32),
  short(TAG.compression, DEFLATE),
  short(TAG.photometric, BLACK_IS_ZERO),
  short(TAG.samplesPerPixel, 1),
  short(TAG.planarConfiguration, 1),
  short(TAG.predictor, HORIZONTAL_DIFFERENCING),
  short(TAG.tileWidth, TILE_PX),
  short(TAG.tileLength, TILE_PX),
  short(TAG.sampleFormat, SIGNED),
  { tag: TAG.tileOffsets, type: flavour.offsetType, values: table.offsets },
  { tag: TAG.tileByteCounts, type: 4, values: table.byteCounts },
  gdalNodata(layer.nodata),
  ...(step === 1 ? [...georeference(layer.grid), metadataOf(layer)] : [long(TAG.newSubfileType, REDUCED_IMAGE)]),
];

const headerOf = (
  layer: Layer,
  levels: readonly Level[],
  tables: readonly Table[],
  flavour: TiffFlavour,
): Uint8Array => {
  const directories = levels.map((level, i) => fieldsOf(layer, level, tables[i] as Table, flavour));
  const first = even(flavour.headerBytes + GHOST.length);
  const starts = [first];
  for (const fields of directories) starts.push((starts.at(-1) as number) + directoryBytes(fields, flavour));
  const bytes = new Uint8Array(starts.at(-1) as number);
  const view = new DataView(bytes.buffer);
  putHeader(view, flavour, first);
  bytes.set(new TextEncoder().encode(GHOST), flavour.headerBytes);
  directories.forEach((fields, i) => {
    const next = i + 1 < directories.length ? (starts[i + 1] as number) : 0;
    putDirectory(view, starts[i] as number, fields, next, flavour);
  });
  return bytes;
};

/**
 * A layer as a cloud-optimised GeoTIFF of one Int32 band: header, all directories, then the tiles of the smallest
 * overview to those of the full size (OGC COG 1.0, 21-026), each row by row. The tiles come first and in the order of
 * the file; the header, which holds their offsets, is the last piece. Each level reads the rows it shows, so all of a
 * layer's rows are made about twice.
 *
 * Holds one row of tiles (512 * width values) and two numbers a tile. Equal layers give equal bytes.
 *
 * @throws SixfoldError TIFF_COG for a grid without pixels or a nodata beyond int32, RASTER_ROWS
 */
export async function* cog(layer: Layer, flavour = flavourFor(layer.grid)): AsyncGenerator<Piece> {
  checkNodata(layer);
  const levels = levelsOf(layer.grid);
  const empty = levels.map(({ tilesAcross, tilesDown }): Table => {
    const zeros = new Array<number>(tilesAcross * tilesDown).fill(0);
    return { offsets: zeros, byteCounts: zeros };
  });
  let at = headerOf(layer, levels, empty, flavour).length;
  const tables: Table[] = [];
  for (const level of levels.toReversed()) {
    const table: Table = { offsets: [], byteCounts: [] };
    for await (const bytes of tilesOf(layer, level)) {
      table.offsets.push(at + LEADER_BYTES);
      table.byteCounts.push(bytes.length - LEADER_BYTES - TRAILER_BYTES);
      yield { at, bytes };
      at += bytes.length;
    }
    tables.unshift(table);
  }
  yield { at: 0, bytes: headerOf(layer, levels, tables, flavour) };
}
