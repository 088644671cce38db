import type { Grid } from "../ground/types.ts";
import { latticeOffset, MAX_WINDOW_PX } from "../raster/lattice.ts";
import { verifyChecksum } from "./checksum.ts";
import { decodeBlock } from "./decode-block.ts";
import { gdalBand, gdalNodata } from "./gdal-tags.ts";
import { openAsset } from "./open-asset.ts";
import type { OpenAsset } from "./open-asset.ts";
import { recordTransport } from "./record-transport.ts";
import { refused } from "./scene-error.ts";
import type { TiffLayout } from "./tiff-layout.ts";
import type { SceneAsset, SceneBand, Transport } from "./types.ts";

/** Blocks in flight for one band, and the decoded bytes they may hold together unless one alone is larger. */
const MAX_BLOCKS_AT_ONCE = 8;
const DECODED_AT_ONCE_BYTES = 2 ** 26;

const bandOf = (asset: SceneAsset, name: string): SceneBand => {
  const band =
    asset.bands.find((candidate) => candidate.name === name) ??
    asset.bands.find(({ commonName }) => commonName === name);
  if (band === undefined) {
    throw refused(
      "BAND_UNKNOWN",
      `${asset.key}.bands`,
      name,
      `the asset has the bands ${asset.bands.map((b) => b.name).join(", ")}`,
    );
  }
  return band;
};

/** Scale and offset of the item, else of the file; the two must not contradict each other. */
const calibration = (
  href: string,
  band: SceneBand,
  open: OpenAsset,
): { readonly scale: number; readonly offset: number } => {
  const file = gdalBand(open.directory, band.index);
  const fileScale = file.scale ?? 1;
  const fileOffset = file.offset ?? 0;
  const fileSilent = fileScale === 1 && fileOffset === 0;
  const itemSilent = band.scale === 1 && band.offset === 0;
  if (!fileSilent && !itemSilent && (fileScale !== band.scale || fileOffset !== band.offset)) {
    const value = { item: [band.scale, band.offset], file: [fileScale, fileOffset] };
    throw refused("CLAIM_SCALE", `${href}#${band.name}`, value, "the item and the file state one scale and offset");
  }
  return itemSilent ? { scale: fileScale, offset: fileOffset } : { scale: band.scale, offset: band.offset };
};

const sampleReader = (
  view: DataView,
  { kind, bytesPerSample }: TiffLayout,
  little: boolean,
): ((at: number) => number) => {
  if (kind === "float")
    return bytesPerSample === 4 ? (at) => view.getFloat32(at, little) : (at) => view.getFloat64(at, little);
  if (bytesPerSample === 1) return kind === "uint" ? (at) => view.getUint8(at) : (at) => view.getInt8(at);
  if (bytesPerSample === 2)
    return kind === "uint" ? (at) => view.getUint16(at, little) : (at) => view.getInt16(at, little);
  return kind === "uint" ? (at) => view.getUint32(at, little) : (at) => view.getInt32(at, little);
};

const isNodata = (value: number, nodata: readonly number[], kind: string): boolean =>
  nodata.some((none) => value === none || (kind === "float" && value === Math.fround(none)));

/**
 * One band over a grid: stored * scale + offset, row-major, grid.width * grid.height values.
 *
 * NaN, and so not observed: nodata of the item or of the file, NaN and infinities as stored, sparse blocks and
 * everything outside the file. The grid lies on the file's own pixels: nothing is ever resampled. The file's
 * `file:checksum` is verified when the read touched all of it. Mask directories are not read.
 *
 * @throws SceneError SCENE_BAND_UNKNOWN, SCENE_WINDOW, SCENE_GRID (CRS or alignment), SCENE_CLAIM_*, SCENE_TIFF_*,
 * SCENE_TRUNCATED, SCENE_CORRUPT, SCENE_CHECKSUM, and whatever the transport throws
 */
export const readBand = async (
  asset: SceneAsset,
  bandName: string,
  grid: Grid,
  transport: Transport,
  signal?: AbortSignal,
): Promise<Float64Array> => {
  const band = bandOf(asset, bandName);
  const { href } = asset;
  if (
    !Number.isInteger(grid.width) ||
    !Number.isInteger(grid.height) ||
    grid.width < 1 ||
    grid.height < 1 ||
    grid.width * grid.height > MAX_WINDOW_PX
  ) {
    throw refused("WINDOW", "grid", grid, `a window has 1 to ${MAX_WINDOW_PX} pixels`);
  }
  const recorder = recordTransport(transport);
  const open = await openAsset(asset, recorder.transport, signal);
  const { layout, directory } = open;
  const offset = latticeOffset(open.grid, grid);
  if (offset === undefined) {
    throw refused(
      "GRID",
      href,
      { wanted: grid, file: open.grid },
      "the grid has the file's CRS and lies on its pixels; scenes are not resampled",
    );
  }
  if (band.index >= layout.samples) {
    throw refused(
      "BAND_UNKNOWN",
      `${href}#${band.name}`,
      band.index,
      `the file has ${layout.samples} samples per pixel`,
    );
  }
  const { scale, offset: add } = calibration(href, band, open);
  const nodata = [band.nodata, gdalNodata(directory)].filter((value) => value !== undefined);
  const values = new Float64Array(grid.width * grid.height).fill(NaN);

  const left = Math.max(offset.col, 0);
  const top = Math.max(offset.row, 0);
  const right = Math.min(offset.col + grid.width, layout.width);
  const bottom = Math.min(offset.row + grid.height, layout.height);

  const copyBlock = async (blockCol: number, blockRow: number): Promise<void> => {
    const plane = layout.planar ? band.index * layout.blocksAcross * layout.blocksDown : 0;
    const index = plane + blockRow * layout.blocksAcross + blockCol;
    const start = layout.offsets[index] as number;
    const length = layout.byteCounts[index] as number;
    if (length === 0) return;
    const firstRow = blockRow * layout.blockHeight;
    const firstCol = blockCol * layout.blockWidth;
    const rows = layout.tiled ? layout.blockHeight : Math.min(layout.blockHeight, layout.height - firstRow);
    const stored = await recorder.transport.read(href, { start, end: start + length }, signal);
    const bytes = await decodeBlock(layout, stored, rows, directory.littleEndian);
    if (bytes === undefined)
      throw refused(
        "CORRUPT",
        `${href}#block/${index}`,
        { start, length },
        "a block decodes to exactly its declared size",
      );
    const samples = layout.planar ? 1 : layout.samples;
    const sample = layout.planar ? 0 : band.index;
    const read = sampleReader(
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      layout,
      directory.littleEndian,
    );
    for (let row = Math.max(top, firstRow); row < Math.min(bottom, firstRow + rows); row += 1) {
      for (let col = Math.max(left, firstCol); col < Math.min(right, firstCol + layout.blockWidth); col += 1) {
        const at = ((row - firstRow) * layout.blockWidth + (col - firstCol)) * samples + sample;
        const stored = read(at * layout.bytesPerSample);
        if (!Number.isFinite(stored) || isNodata(stored, nodata, layout.kind)) continue;
        values[(row - offset.row) * grid.width + (col - offset.col)] = stored * scale + add;
      }
    }
  };

  if (left < right && top < bottom) {
    const wanted: (readonly [number, number])[] = [];
    for (let row = Math.floor(top / layout.blockHeight); row * layout.blockHeight < bottom; row += 1) {
      for (let col = Math.floor(left / layout.blockWidth); col * layout.blockWidth < right; col += 1)
        wanted.push([col, row]);
    }
    const blockBytes =
      layout.blockWidth * layout.blockHeight * layout.bytesPerSample * (layout.planar ? 1 : layout.samples);
    const atOnce = Math.max(1, Math.min(MAX_BLOCKS_AT_ONCE, Math.floor(DECODED_AT_ONCE_BYTES / blockBytes)));
    for (let i = 0; i < wanted.length; i += atOnce) {
      signal?.throwIfAborted();
      await Promise.all(wanted.slice(i, i + atOnce).map(([col, row]) => copyBlock(col, row)));
    }
  }
  const ranges = recorder.recordings()[0]?.ranges;
  if (ranges?.length === 1 && ranges[0]?.end === directory.size && ranges[0].start === 0) {
    verifyChecksum(href, asset.checksum, ranges[0].bytes);
  }
  return values;
};
