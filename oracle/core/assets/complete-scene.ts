import { assetGrid } from "./asset-grid.ts";
import type { Scene, SceneAsset, Transport } from "../scenes/types.ts";

const isComplete = ({ epsg, transform, shape }: SceneAsset): boolean =>
  epsg !== undefined && transform !== undefined && shape !== undefined;

const completeAsset = async (asset: SceneAsset, transport: Transport, signal?: AbortSignal): Promise<SceneAsset> => {
  if (asset.bands.length === 0 || isComplete(asset)) return asset;
  const grid = await assetGrid(asset, transport, signal);
  return {
    ...asset,
    epsg: grid.epsg,
    transform: [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
    shape: [grid.height, grid.width],
  };
};

/**
 * Fills in the grid of assets whose item does not state it, from the file's header, so that planning needs no I/O.
 *
 * @param assetKeys the assets a service will use; others are left as they are. All raster assets where absent.
 */
export const completeScene = async (
  scene: Scene,
  transport: Transport,
  { assetKeys, signal }: { readonly assetKeys?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<Scene> => {
  const entries = await Promise.all(
    Object.entries(scene.assets).map(async ([key, asset]) => {
      const wanted = assetKeys === undefined || assetKeys.includes(key);
      return [key, wanted ? await completeAsset(asset, transport, signal) : asset] as const;
    }),
  );
  return { ...scene, assets: Object.fromEntries(entries) };
};
