import type { Grid } from "../grid/types.ts";
import { openAsset } from "./open-asset.ts";
import type { SceneAsset, Transport } from "../scenes/types.ts";

/** The grid of an asset's whole raster, from its file. Throws what `openAsset` throws. */
export const assetGrid = async (asset: SceneAsset, transport: Transport, signal?: AbortSignal): Promise<Grid> =>
  (await openAsset(asset, transport, signal)).grid;
