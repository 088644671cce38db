import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { SceneAsset } from "../../../oracle/core/scenes/types.ts";

/** A file of the benchmark's folder as an asset of one band, of which nothing is known but the file. */
export const sceneAsset = (folder: string, name: string): SceneAsset => ({
  key: name,
  href: pathToFileURL(join(folder, `${name}.tif`)).href,
  mediaType: undefined,
  roles: [],
  bands: [{ name: "band", index: 0, scale: 1, offset: 0, nodata: undefined, dataType: undefined }],
  epsg: undefined,
  transform: undefined,
  shape: undefined,
  checksum: undefined,
  requesterPays: false,
});
