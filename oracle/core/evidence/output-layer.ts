import { SixfoldError } from "../errors.ts";
import type { Layer, Rows } from "../raster/layer.ts";
import type { Transport } from "../scenes/types.ts";
import { inflate, INFLATE_SLACK_BYTES } from "../tiff/codecs/inflate.ts";
import { TILE_PX } from "../tiff/encode-tile.ts";
import { readTiffDirectory } from "../tiff/tiff-directory.ts";
import { tiffGrid } from "../tiff/tiff-georeference.ts";
import { tiffLayout } from "../tiff/tiff-layout.ts";
import type { TiffLayout } from "../tiff/tiff-layout.ts";
import { createCore } from "../wasm/core.ts";
import type { Core } from "../wasm/core.ts";
import type { ManifestOutput } from "./manifest.ts";

const TILE_BYTES = 4 * TILE_PX * TILE_PX;

/** For a tile, what it is unpacked from, which is hardly longer, and the decoder's tables. */
const CORE_BYTES = 8 * 2 ** 20;

const refuse = (path: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "EVIDENCE_OUTPUT_INVALID", failure: "check", field: path, value, rule });
};

const inMemory = (bytes: Uint8Array): Transport => ({
  head: async () => ({ size: bytes.length }),
  read: async (_, { start, end }) => bytes.slice(start, end),
});

/** Maps are written in one form alone; whatever else a file may hold was not made by `cog`. */
const requireForm = (path: string, layout: TiffLayout, littleEndian: boolean): void => {
  const { kind, bits, predictor, compression, samples, tiled, blockWidth, blockHeight } = layout;
  const form = { littleEndian, kind, bits, predictor, compression, samples, tiled, blockWidth, blockHeight };
  const wanted: typeof form = {
    ...{ littleEndian: true, kind: "int", bits: 32, predictor: 2, compression: 8, samples: 1, tiled: true },
    ...{ blockWidth: TILE_PX, blockHeight: TILE_PX },
  };
  if (JSON.stringify(form) !== JSON.stringify(wanted))
    refuse(path, form, `a map is stored as ${JSON.stringify(wanted)}`);
};

/** Undoes `encodeTile` into the columns of a row of tiles that the tile covers. */
const readTile = (core: Core, stored: Uint8Array, left: number, width: number, into: Int32Array): boolean => {
  const mark = core.mark();
  const at = core.alloc(TILE_BYTES + INFLATE_SLACK_BYTES);
  const isWhole = inflate(core, stored, at, TILE_BYTES) === TILE_BYTES;
  const differences = core.i32(at, TILE_PX * TILE_PX);
  const columns = Math.min(TILE_PX, width - left);
  for (let row = 0; isWhole && row < TILE_PX; row += 1)
    for (let col = 0, value = 0; col < columns; col += 1) {
      value = (value + (differences[row * TILE_PX + col] as number)) | 0;
      into[row * width + left + col] = value;
    }
  core.release(mark);
  return isWhole;
};

/**
 * A map of a bundle as the layer that it was written from, value by value. One row of tiles is held at a time.
 *
 * @param bytes of the output's file, as `checkFiles` has passed it.
 * @throws SixfoldError EVIDENCE_OUTPUT_INVALID where the file is no map of ours, at once or when its rows are read;
 * SixfoldError for a fault of its header
 */
export const outputLayer = async (
  { path, name, unit, scale, nodata }: ManifestOutput,
  bytes: Uint8Array,
): Promise<Layer> => {
  const directory = await readTiffDirectory(path, inMemory(bytes));
  const layout = tiffLayout(directory);
  requireForm(path, layout, directory.littleEndian);
  const { width, height, blocksAcross, offsets, byteCounts } = layout;
  const core = createCore(CORE_BYTES);
  let held: { readonly down: number; readonly values: Int32Array } | undefined;

  const tilesAt = (down: number): Int32Array => {
    if (held?.down === down) return held.values;
    const values = new Int32Array(TILE_PX * width);
    for (let across = 0; across < blocksAcross; across += 1) {
      const tile = down * blocksAcross + across;
      const [start, length] = [offsets[tile] as number, byteCounts[tile] as number];
      if (
        length > 2 * TILE_BYTES ||
        !readTile(core, bytes.subarray(start, start + length), across * TILE_PX, width, values)
      )
        refuse(path, { tile, start, length }, `a tile unpacks to ${TILE_BYTES} bytes`);
    }
    held = { down, values };
    return values;
  };

  const rows: Rows = (first, count) => {
    const values = new Int32Array(count * width);
    for (let row = first; row < first + count; row += 1) {
      const inTiles = (row % TILE_PX) * width;
      values.set(tilesAt(Math.floor(row / TILE_PX)).subarray(inTiles, inTiles + width), (row - first) * width);
    }
    return values;
  };
  return { name, grid: tiffGrid(directory, width, height), rows, nodata, unit, scale };
};
