import { misnamed, refused } from "../../oracle/core/errors.ts";
import { MANIFEST_PATH, parseManifest } from "../../oracle/core/evidence/manifest.ts";
import type { Manifest, ManifestOutput } from "../../oracle/core/evidence/manifest.ts";
import { outputLayer } from "../../oracle/core/evidence/output-layer.ts";
import { bytesOf } from "../../oracle/core/evidence/stored.ts";
import { shownOf } from "../../oracle/core/picture/shown.ts";
import type { Shown } from "../../oracle/core/picture/shown.ts";
import type { Layer } from "../../oracle/core/raster/layer.ts";
import { parseCid } from "../../oracle/store/cid.ts";
import { readFileAt } from "../../oracle/store/unixfs.ts";
import { gatewayBlocks } from "./gateway-blocks.ts";
import { newest } from "./newest.ts";

/** Files that are longer are read from a gateway, not through here. */
const LONGEST_FILE = 64 * 2 ** 20;
const LONGEST_MANIFEST = 64 * 2 ** 20;
const MOST_FILES = 8;
const MOST_MANIFESTS = 64;

/** A map of a bundle, ready to be drawn. */
export type DrawnLayer = { readonly layer: Layer; readonly shown: Shown };

/** The maps of bundles, as gateways have them. */
export type Layers = {
  readonly manifest: (cid: string) => Promise<Manifest>;
  /** A map's GeoTIFF, byte for byte. */
  readonly file: (cid: string, name: string) => Promise<Uint8Array>;
  readonly layer: (cid: string, name: string) => Promise<DrawnLayer>;
};

/** What a map is called in an address: its file's name without the ending. */
export const layerName = ({ path }: Pick<ManifestOutput, "path">): string => path.replace(/^.*\/|\.tif$/g, "");

/** Maps of any bundle. Every block is checked by its CID, so what is served is what the chain names. */
export const openLayers = (gateways: readonly string[]): Layers => {
  const blocks = gatewayBlocks(gateways);
  const manifests = newest<Manifest>(MOST_MANIFESTS);
  const files = newest<Uint8Array>(MOST_FILES);
  const layers = newest<DrawnLayer>(MOST_FILES);

  const read = async (cid: string, path: string, longest: number): Promise<Uint8Array> => {
    const stored = await readFileAt({ root: parseCid(cid), blocks }, path);
    if (stored.size <= longest) return bytesOf(stored);
    throw refused(
      "LAYER_FILE_TOO_LONG",
      path,
      stored.size,
      `at most ${longest} bytes; fetch the bundle from a gateway`,
    );
  };
  const manifest: Layers["manifest"] = (cid) =>
    manifests.get(cid, async () => parseManifest(await read(cid, MANIFEST_PATH, LONGEST_MANIFEST)));
  const outputOf = async (cid: string, name: string): Promise<ManifestOutput> => {
    const { outputs } = await manifest(cid);
    const output = outputs.find((each) => layerName(each) === name);
    if (output === undefined)
      throw misnamed("LAYER_UNKNOWN", "/path/layer", name, `one of ${outputs.map(layerName).join(", ") || "none"}`);
    return output;
  };
  const file: Layers["file"] = async (cid, name) => {
    const { path } = await outputOf(cid, name);
    return files.get(`${cid}/${name}`, () => read(cid, path, LONGEST_FILE));
  };
  return {
    manifest,
    file,
    layer: (cid, name) =>
      layers.get(`${cid}/${name}`, async () => {
        const layer = await outputLayer(await outputOf(cid, name), await file(cid, name));
        return { layer, shown: await shownOf(layer) };
      }),
  };
};
