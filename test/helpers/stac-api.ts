import { readFileSync, readdirSync } from "node:fs";
import { join, normalize } from "node:path";

import { itemNamed, sendJson, sendRange, serve } from "./stac-server.ts";
import type { LocalServer } from "./stac-server.ts";

type Item = {
  readonly id: string;
  readonly collection: string;
  readonly bbox: readonly [number, number, number, number];
  readonly properties: { readonly datetime: string };
  readonly assets: Readonly<Record<string, { readonly href: string }>>;
};

type Search = {
  readonly collections?: readonly string[];
  readonly bbox?: readonly [number, number, number, number];
  readonly datetime?: string;
  readonly token?: number;
};

/** Fewer than the scenes of a season, so that every search has several pages. */
const PAGE = 10;

/** An item that no reader should take: reflectance of a late baseline, without the offset that it needs. */
const foreign = itemNamed("foreign", "2024-06-01T00:00:00Z", {
  collection: "sentinel-2-l2a",
  bbox: [-180, -90, 180, 90],
  properties: { datetime: "2024-06-01T00:00:00Z", "s2:processing_baseline": "05.10" },
  assets: { B04: { href: "./b04.tif", type: "image/tiff; application=geotiff" } },
}) as unknown as Item;

const itemsOf = (folder: string): readonly Item[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("item.json"))
    .map((path) => {
      const item = JSON.parse(readFileSync(join(folder, path), "utf8")) as Item;
      const assets = Object.entries(item.assets).map(([key, asset]) => [
        key,
        { ...asset, href: `/files/${join(path, "..", asset.href)}` },
      ]);
      return { ...item, assets: Object.fromEntries(assets) as Item["assets"], links: [] };
    });

const answersTo =
  ({ collections, bbox, datetime }: Search) =>
  (item: Item): boolean => {
    const [start = "", end = ""] = (datetime ?? "").split("/");
    const [west, south, east, north] = bbox ?? [-180, -90, 180, 90];
    return (
      (collections?.includes(item.collection) ?? true) &&
      (datetime === undefined || (start <= item.properties.datetime && item.properties.datetime <= end)) &&
      west <= item.bbox[2] &&
      item.bbox[0] <= east &&
      south <= item.bbox[3] &&
      item.bbox[1] <= north
    );
  };

/**
 * A STAC API over the items of a static catalogue in a folder, beside a collection of another kind: searched by POST,
 * in pages, its files by range. Where a signature is given, files are served only to hrefs that carry it as `sig`.
 */
export const serveStacApi = (folder: string, signature?: string): Promise<LocalServer> => {
  const items = [...itemsOf(folder), foreign];
  return serve((request, response, body) => {
    const url = new URL(request.url ?? "", "http://host");
    if (url.pathname === "/")
      return sendJson(response, { type: "Catalog", links: [{ rel: "search", href: "/search", method: "POST" }] });
    if (url.pathname === "/search" && request.method === "POST") {
      const search = JSON.parse(body) as Search;
      const found = items.filter(answersTo(search));
      const from = search.token ?? 0;
      const more = { rel: "next", href: "/search", method: "POST", merge: true, body: { token: from + PAGE } };
      return sendJson(response, {
        type: "FeatureCollection",
        features: found.slice(from, from + PAGE),
        links: from + PAGE < found.length ? [more] : [],
      });
    }
    const path = normalize(url.pathname);
    if (!path.startsWith("/files/")) return void response.writeHead(404).end();
    if (signature !== undefined && url.searchParams.get("sig") !== signature) return void response.writeHead(403).end();
    return sendRange(request, response, readFileSync(join(folder, path.slice("/files/".length))));
  });
};
