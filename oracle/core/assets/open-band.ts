import type { Grid } from "../grid/types.ts";
import type { BandSource } from "../tiff/band-source.ts";
import { latticeOffset } from "../grid/lattice.ts";
import { gdalBand, gdalNodata } from "../tiff/gdal-tags.ts";
import type { OpenAsset } from "./open-asset.ts";
import { refused } from "../errors.ts";
import type { SceneAsset, SceneBand } from "../scenes/types.ts";

/** A band ready to be read: where its blocks lie in the file, and what a worker needs to decode them. */
export type OpenBand = {
  readonly source: BandSource;
  /** Per block of the file; a byte count of zero is a sparse block. */
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
};

const bandOf = (asset: SceneAsset, name: string): SceneBand => {
  const band =
    asset.bands.find((candidate) => candidate.name === name) ??
    asset.bands.find(({ commonName }) => commonName === name);
  if (band === undefined) {
    throw refused(
      "ASSET_BAND_UNKNOWN",
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
    throw refused(
      "ASSET_CLAIM_SCALE",
      `${href}#${band.name}`,
      value,
      "the item and the file state one scale and offset",
    );
  }
  return itemSilent ? { scale: fileScale, offset: fileOffset } : { scale: band.scale, offset: band.offset };
};

/**
 * One band of an opened asset, placed on a grid. The grid lies on the file's own pixels: nothing is ever resampled. It
 * may reach beyond the file, where nothing is observed.
 *
 * @throws SixfoldError ASSET_BAND_UNKNOWN, ASSET_GRID (CRS or alignment), ASSET_CLAIM_SCALE
 */
export const openBand = (asset: SceneAsset, open: OpenAsset, bandName: string, grid: Grid): OpenBand => {
  const { href } = asset;
  const band = bandOf(asset, bandName);
  const { directory } = open;
  const { offsets, byteCounts, ...layout } = open.layout;
  const place = latticeOffset(open.grid, grid);
  if (place === undefined) {
    throw refused(
      "ASSET_GRID",
      href,
      { wanted: grid, file: open.grid },
      "the grid has the file's CRS and lies on its pixels; scenes are not resampled",
    );
  }
  if (band.index >= layout.samples) {
    throw refused(
      "ASSET_BAND_UNKNOWN",
      `${href}#${band.name}`,
      band.index,
      `the file has ${layout.samples} samples per pixel`,
    );
  }
  const nodata = [...new Set([band.nodata, gdalNodata(directory)].filter((value) => value !== undefined))];
  return {
    source: {
      href,
      layout,
      littleEndian: directory.littleEndian,
      sample: band.index,
      ...calibration(href, band, open),
      nodata,
      ...place,
    },
    offsets,
    byteCounts,
  };
};
