import type { Grid } from "../../grid/types.ts";
import type { Scene, SceneAsset } from "../../scenes/types.ts";
import type { AssetRef } from "./stage.ts";

/** The whole raster of an asset, from `proj:epsg`, `proj:transform` and `proj:shape`; undefined unless north-up. */
export const gridOfAsset = ({ epsg, transform, shape }: SceneAsset): Grid | undefined => {
  if (epsg === undefined || transform === undefined || shape === undefined || transform.length < 6) return undefined;
  const [pixelWidth, rowSkew, originX, colSkew, negativeHeight, originY] = transform as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (rowSkew !== 0 || colSkew !== 0 || !(pixelWidth > 0) || !(negativeHeight < 0)) return undefined;
  const [height, width] = shape;
  return { epsg, width, height, originX, originY, pixelWidth, pixelHeight: -negativeHeight };
};

/** Whether an item states where an asset's raster lies. */
const isPlaced = ({ epsg, transform, shape }: SceneAsset): boolean =>
  epsg !== undefined && transform !== undefined && shape !== undefined;

/** Of some assets those whose grid is only in the file, so that planning must read its header first. */
export const unplaced = (
  assets: readonly { readonly scene: Scene; readonly asset: SceneAsset }[],
): readonly AssetRef[] =>
  assets
    .filter(({ asset }) => !isPlaced(asset))
    .map(({ scene, asset }) => ({ sceneId: scene.id, assetKey: asset.key }));

/** Scenes whose items state what headers have said. */
export const placed = (
  scenes: readonly Scene[],
  assets: readonly AssetRef[],
  grids: readonly Grid[],
): readonly Scene[] => {
  const gridOf = new Map(assets.map(({ sceneId, assetKey }, i) => [`${sceneId} ${assetKey}`, grids[i]] as const));
  return scenes.map((scene) => ({
    ...scene,
    assets: Object.fromEntries(
      Object.entries(scene.assets).map(([key, asset]) => {
        const grid = gridOf.get(`${scene.id} ${key}`);
        if (grid === undefined) return [key, asset];
        const { epsg, width, height, originX, originY, pixelWidth, pixelHeight } = grid;
        const transform = [pixelWidth, 0, originX, 0, -pixelHeight, originY];
        return [key, { ...asset, epsg, transform, shape: [height, width] as const }];
      }),
    ),
  }));
};
