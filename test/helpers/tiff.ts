import type { Grid } from "../../oracle/core/grid/types.ts";
import type { SceneAsset, SceneBand, Transport } from "../../oracle/core/scenes/types.ts";

export const smallGrid: Grid = {
  epsg: 32648,
  width: 40,
  height: 30,
  originX: 527500,
  originY: 1141500,
  pixelWidth: 10,
  pixelHeight: 10,
};

/** Files held in memory, by href. */
export const memoryTransport = (files: Readonly<Record<string, Uint8Array>>): Transport => {
  const fileOf = (href: string): Uint8Array => {
    const bytes = files[href];
    if (bytes === undefined) throw new TypeError(`no such test file: ${href}`);
    return bytes;
  };
  return {
    head: async (href) => ({ size: fileOf(href).length }),
    read: async (href, { start, end }) => fileOf(href).slice(start, end),
  };
};

export const bandNamed = (name: string, index = 0, rest: Partial<SceneBand> = {}): SceneBand => ({
  name,
  index,
  scale: 1,
  offset: 0,
  nodata: undefined,
  dataType: undefined,
  ...rest,
});

export const assetAt = (href: string, bands: readonly SceneBand[], rest: Partial<SceneAsset> = {}): SceneAsset => ({
  key: "data",
  href,
  mediaType: "image/tiff; application=geotiff",
  roles: [],
  bands,
  epsg: undefined,
  transform: undefined,
  shape: undefined,
  checksum: undefined,
  requesterPays: false,
  ...rest,
});
