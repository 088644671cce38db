import type { Scene, SceneAsset } from "../../oracle/core/scenes/types.ts";

/** Where a scene's pixels lie, as its item states it. */
export type Frame = Pick<SceneAsset, "epsg" | "transform" | "shape">;

const assetOf = (key: string, folder: string, frame: Frame): SceneAsset => ({
  key,
  href: `file:///simulated/${folder}/${key}.tif`,
  mediaType: "image/tiff; application=geotiff",
  roles: [],
  bands: [{ name: key, index: 0, scale: 1, offset: 0, nodata: NaN, dataType: "float32" }],
  ...frame,
  checksum: undefined,
  requesterPays: false,
});

/** A Sentinel-1 scene as a catalogue lists it, of which there are no files: its looks are made. SIMULATED. */
export const listedScene = (
  { id, track, date }: { readonly id: string; readonly track: string; readonly date: string },
  frame: Frame,
): Scene => ({
  id,
  collection: "simulated",
  datetime: `${date}T22:45:00Z`,
  platform: "sentinel-1a",
  track,
  cloudCover: undefined,
  simulated: true,
  bbox: [104, 10, 106, 11],
  assets: { vv: assetOf("vv", `${track}/${date}`, frame), vh: assetOf("vh", `${track}/${date}`, frame) },
  item: {},
});
