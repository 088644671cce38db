import { parseBands } from "./parse-bands.ts";
import { parseDatetime } from "./parse-datetime.ts";
import { checkProviderRules } from "./provider-rules.ts";
import { resolveHref } from "./resolve-href.ts";
import { refused } from "../errors.ts";
import { parsedBy } from "../schema-faults.ts";
import { itemSchema } from "./stac-schema.ts";
import type { StacAsset, StacItem } from "./stac-schema.ts";
import type { Scene, SceneAsset } from "./types.ts";

type Projected = Pick<StacAsset, "proj:epsg" | "proj:code" | "proj:transform" | "proj:shape">;

/** `proj:code` of STAC 1.1 or `proj:epsg` of 1.0. */
const epsgOf = (stated: Projected): number | undefined => {
  const code = /^EPSG:(\d{1,6})$/i.exec(stated["proj:code"] ?? "")?.[1];
  return code === undefined ? (stated["proj:epsg"] ?? undefined) : Number(code);
};

const transformOf = (stated: Projected, field: string): readonly number[] | undefined => {
  const transform = stated["proj:transform"];
  if (transform == null) return undefined;
  const affine = transform.length === 9 && transform[6] === 0 && transform[7] === 0 && transform[8] === 1;
  if (transform.length !== 6 && !affine)
    throw refused(
      "SCENE_ITEM",
      `${field}/proj:transform`,
      transform,
      "a transform has 6 numbers, or 9 ending in 0, 0, 1",
    );
  return transform.slice(0, 6);
};

const shapeOf = (stated: Projected, field: string): readonly [number, number] | undefined => {
  const shape = stated["proj:shape"];
  if (shape == null) return undefined;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined || rows < 1 || columns < 1) {
    throw refused("SCENE_ITEM", `${field}/proj:shape`, shape, "a shape is rows and columns");
  }
  return [rows, columns];
};

/** An s3: asset is read through its https twin where the item names one; otherwise transports refuse it by scheme. */
const hrefOf = (asset: StacAsset): { readonly href: string; readonly requesterPays: boolean | undefined } => {
  const requesterPays = asset["storage:requester_pays"];
  if (!/^s3:/i.test(asset.href)) return { href: asset.href, requesterPays };
  const twin = Object.values(asset.alternate ?? {}).find(({ href }) => /^https:/i.test(href));
  return twin === undefined
    ? { href: asset.href, requesterPays }
    : { href: twin.href, requesterPays: twin["storage:requester_pays"] === true };
};

const parseAsset = (key: string, asset: StacAsset, item: StacItem, selfHref: string): SceneAsset => {
  const field = `${item.id}/assets/${key}`;
  const { properties } = item;
  const bands = parseBands(key, asset);
  const { href, requesterPays } = hrefOf(asset);
  const inherits = bands.length > 0;
  return {
    key,
    href: resolveHref(href, selfHref),
    mediaType: asset.type ?? undefined,
    roles: asset.roles ?? [],
    bands,
    epsg: epsgOf(asset) ?? (inherits ? epsgOf(properties) : undefined),
    transform: transformOf(asset, field) ?? (inherits ? transformOf(properties, item.id) : undefined),
    shape: shapeOf(asset, field) ?? (inherits ? shapeOf(properties, item.id) : undefined),
    checksum: asset["file:checksum"],
    requesterPays: requesterPays ?? properties["storage:requester_pays"] ?? false,
  };
};

const trackOf = ({ properties }: StacItem): string | undefined => {
  const orbit = properties["sat:relative_orbit"];
  const state = properties["sat:orbit_state"];
  return orbit == null || state == null ? properties["sixfold:track"] : `${orbit}-${state}`;
};

const bboxOf = ({ id, bbox }: StacItem): Scene["bbox"] => {
  const flat = bbox?.length === 6 ? [bbox[0], bbox[1], bbox[3], bbox[4]] : bbox;
  const [west, south, east, north] = flat ?? [];
  if (
    flat?.length !== 4 ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    south > north
  ) {
    throw refused("SCENE_ITEM", `${id}/bbox`, bbox, "a scene has a bbox of 4 or 6 numbers, south to north");
  }
  return [west, south, east, north];
};

/**
 * A STAC item (1.0 or 1.1) as a scene. Pure.
 *
 * Read: proj, raster, eo, sat, file, storage; `sixfold:track` where there is no orbit, `sixfold:simulated`. Relative
 * hrefs resolve against the item's own.
 *
 * @throws SixfoldError SCENE_ITEM, SCENE_DATETIME, SCENE_HREF, SCENE_REMOTE_TO_FILE, SCENE_SCALE_MISSING,
 * SCENE_SCALE_CONTRADICTION
 */
export const parseItem = (json: unknown, selfHref: string): Scene => {
  const item = parsedBy(itemSchema, json, ({ pointer, value, rule }) =>
    refused("SCENE_ITEM", `${selfHref}#${pointer}`, value, `an item is STAC 1.0 or 1.1: ${rule}`),
  );
  const { properties } = item;
  const assets = Object.fromEntries(
    Object.entries(item.assets).map(([key, asset]) => [key, parseAsset(key, asset, item, selfHref)]),
  );
  checkProviderRules(item, assets);
  return {
    id: item.id,
    collection: item.collection ?? "",
    datetime: parseDatetime(properties.datetime ?? properties.start_datetime, `${item.id}/properties/datetime`),
    platform: properties.platform ?? undefined,
    track: trackOf(item),
    cloudCover: properties["eo:cloud_cover"] ?? undefined,
    simulated: properties["sixfold:simulated"] === true,
    bbox: bboxOf(item),
    assets,
    item: json,
  };
};
