import type { Grid } from "../grid/types.ts";
import { refused } from "../errors.ts";
import { tiffGrid } from "../tiff/tiff-georeference.ts";
import { readTiffDirectory } from "../tiff/tiff-directory.ts";
import type { TiffDirectory } from "../tiff/tiff-directory.ts";
import { tiffLayout } from "../tiff/tiff-layout.ts";
import type { TiffLayout } from "../tiff/tiff-layout.ts";
import type { SceneAsset, Transport } from "../scenes/types.ts";

export type OpenAsset = { readonly directory: TiffDirectory; readonly layout: TiffLayout; readonly grid: Grid };

/** Pixels by which an item's transform may differ from the file's: rounding in the catalogue, not another place. */
const CLAIM_TOLERANCE_PX = 1e-3;

const checkClaims = (asset: SceneAsset, grid: Grid): void => {
  const { href, epsg, shape, transform } = asset;
  if (epsg !== undefined && epsg !== grid.epsg) {
    throw refused("ASSET_CLAIM_CRS", href, { item: epsg, file: grid.epsg }, "the item and the file name one CRS");
  }
  if (shape !== undefined && (shape[0] !== grid.height || shape[1] !== grid.width)) {
    throw refused(
      "ASSET_CLAIM_SHAPE",
      href,
      { item: shape, file: [grid.height, grid.width] },
      "the item and the file state one shape",
    );
  }
  if (transform === undefined) return;
  const [a, b, x, c, d, y] = transform as readonly [number, number, number, number, number, number];
  const across = Math.max(Math.abs(x - grid.originX), Math.abs(a - grid.pixelWidth) * grid.width) / grid.pixelWidth;
  const down = Math.max(Math.abs(y - grid.originY), Math.abs(-d - grid.pixelHeight) * grid.height) / grid.pixelHeight;
  if (b !== 0 || c !== 0 || !(across <= CLAIM_TOLERANCE_PX) || !(down <= CLAIM_TOLERANCE_PX)) {
    throw refused(
      "ASSET_CLAIM_TRANSFORM",
      href,
      { item: transform, file: grid },
      "the item and the file state one geotransform",
    );
  }
};

/**
 * Reads an asset's header and holds it against what the catalogue item claims.
 *
 * @throws SixfoldError for any fault of the header, ASSET_CLAIM_CRS, ASSET_CLAIM_SHAPE, ASSET_CLAIM_TRANSFORM
 */
export const openAsset = async (asset: SceneAsset, transport: Transport, signal?: AbortSignal): Promise<OpenAsset> => {
  const directory = await readTiffDirectory(asset.href, transport, signal);
  const layout = tiffLayout(directory);
  const grid = tiffGrid(directory, layout.width, layout.height);
  checkClaims(asset, grid);
  return { directory, layout, grid };
};
