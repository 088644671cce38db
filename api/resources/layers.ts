import * as z from "zod";

import { evidenceDigest, parseCid } from "../../oracle/store/cid.ts";
import { misnamed } from "../../oracle/core/errors.ts";
import { quicklook } from "../../oracle/core/picture/quicklook.ts";
import type { Layers } from "../layers/layers.ts";
import { openLayers } from "../layers/layers.ts";
import { tilePng } from "../layers/tile.ts";
import { cid } from "../http/fields.ts";
import { nowRoute } from "../http/route.ts";
import type { Everything } from "../http/route.ts";
import { found } from "./found.ts";

/** One for each list of gateways: it keeps what it fetched. */
const opened = new WeakMap<readonly string[], Layers>();
export const layersFrom = ({ gateways }: Pick<Everything, "gateways">): Layers => {
  const known = opened.get(gateways) ?? openLayers(gateways);
  opened.set(gateways, known);
  return known;
};

/** Only bundles that reports rest on are served: this is no gateway to anything else. */
export const requireReported = async (around: Everything, text: string): Promise<string> => {
  const root = parseCid(text);
  const digest = evidenceDigest(root);
  const report = await around.db
    .selectFrom("reports")
    .select("id")
    .where("evidence", "=", digest)
    .orderBy("id")
    .executeTakeFirst();
  found(report, "bundle", text);
  return root.toV1().toString();
};

const layer = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/, "a map's name, as the STAC items have it");
const params = z.strictObject({ cid, layer });
/** What a CID names never changes. */
const FOR_GOOD = { "Cache-Control": "public, max-age=29030400, immutable" };
const common = { tag: "layers", answer: z.string() };

const fileRoute = nowRoute({
  ...common,
  path: "/v1/layers/{cid}/{layer}.tif",
  summary: "A map of a report's evidence as GeoTIFF, byte for byte, whole or in ranges",
  params,
  media: "image/tiff",
  ask: async ({ params: { cid: root, layer: name } }, around) => ({
    media: "image/tiff",
    content: await layersFrom(around).file(await requireReported(around, root), name),
    headers: FOR_GOOD,
  }),
});

const pictureRoute = nowRoute({
  ...common,
  path: "/v1/layers/{cid}/{layer}.png",
  summary: "The same map as a picture with its unit and a legend",
  params,
  media: "image/png",
  ask: async ({ params: { cid: root, layer: name } }, around) => ({
    media: "image/png",
    content: await quicklook((await layersFrom(around).layer(await requireReported(around, root), name)).layer),
    headers: FOR_GOOD,
  }),
});

const MOST_ZOOM = 22;
const place = z.string().regex(/^(0|[1-9]\d{0,6})$/, "a number without sign or leading zeros");

const tileRoute = nowRoute({
  ...common,
  path: "/v1/layers/{cid}/{layer}/tiles/{z}/{x}/{y}.png",
  summary: "The same map as tiles: XYZ over Web Mercator, 256 pixels, clear where there is no data",
  params: z.strictObject({ ...params.shape, z: place, x: place, y: place }),
  media: "image/png",
  ask: async ({ params: { cid: root, layer: name, ...at } }, around) => {
    const [zoom, x, y] = [Number(at.z), Number(at.x), Number(at.y)];
    if (zoom > MOST_ZOOM || x >= 2 ** zoom || y >= 2 ** zoom)
      throw misnamed("RESOURCE_TILE", "/path/z", `${zoom}/${x}/${y}`, `a tile of zoom 0 to ${MOST_ZOOM}`);
    const drawn = await layersFrom(around).layer(await requireReported(around, root), name);
    return { media: "image/png", content: await tilePng({ z: zoom, x, y }, drawn), headers: FOR_GOOD };
  },
});

/** Maps of evidence, for programs and for the eye. */
export const layerRoutes = [fileRoute, pictureRoute, tileRoute];
