import type { Grid } from "../ground/types.ts";
import { openAsset } from "./open-asset.ts";
import { recordTransport } from "./record-transport.ts";
import type { SceneAsset, Transport } from "./types.ts";

/** The grid of an asset's whole raster, from its file. Throws what `openAsset` throws. */
export const assetGrid = async (asset: SceneAsset, transport: Transport, signal?: AbortSignal): Promise<Grid> =>
  (await openAsset(asset, recordTransport(transport).transport, signal)).grid;
