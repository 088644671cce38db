import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import canonicalize from "canonicalize";

import { parseItem } from "../core/scenes/parse-item.ts";
import { readJson } from "./read-json.ts";
import type { JsonSource } from "./read-json.ts";
import { resolveHref } from "../core/scenes/resolve-href.ts";
import { misnamed, refused } from "../core/errors.ts";
import { answers } from "./scene-query.ts";
import type { SceneQuery } from "./scene-query.ts";
import { parseDocument, searchPages } from "./search-api.ts";
import type { StacDocument } from "../core/scenes/stac-schema.ts";
import type { Scene } from "../core/scenes/types.ts";

const selfOf = (json: unknown, base: string): string => {
  const links = (json as { readonly links?: readonly { readonly rel?: string; readonly href?: string }[] } | null)
    ?.links;
  const self = Array.isArray(links) ? links.find((link) => link?.rel === "self")?.href : undefined;
  return typeof self === "string" ? resolveHref(self, base) : base;
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A URL as it is, a folder as the catalogue or collection in it, a path as a file: href. */
const locate = async (location: string): Promise<string> => {
  if (/^https?:/i.test(location)) return location;
  const path = /^file:/i.test(location) ? fileURLToPath(location) : resolve(location);
  const stats = await stat(path).catch((cause: unknown) => {
    throw misnamed(
      "SCENE_NOT_FOUND",
      "location",
      location,
      "a catalogue is a URL, a file or a folder that exists",
      cause,
    );
  });
  if (!stats.isDirectory()) return pathToFileURL(path).href;
  for (const name of ["catalog.json", "collection.json"]) {
    if (await exists(join(path, name))) return pathToFileURL(join(path, name)).href;
  }
  throw misnamed("SCENE_NOT_FOUND", "location", location, "a catalogue folder holds catalog.json or collection.json");
};

const searchLink = ({ links }: StacDocument) =>
  links.find(({ rel, method }) => rel === "search" && method === "POST") ?? links.find(({ rel }) => rel === "search");

type Collected = { readonly add: (json: unknown, href: string) => void; readonly scenes: () => readonly Scene[] };

/** The item in canonical form (RFC 8785); text with lone surrogates has none. */
const contentOf = (json: unknown, key: string): string => {
  try {
    return canonicalize(json) ?? "";
  } catch (cause) {
    throw refused("SCENE_ITEM", key, "no canonical form", "an item has a canonical form (RFC 8785)", cause);
  }
};

/** Keeps one scene per collection and id, and refuses two that differ. */
const collect = (query: SceneQuery, maxScenes: number): Collected => {
  const kept = new Map<string, { readonly scene: Scene; readonly content: string }>();
  return {
    add: (json, href) => {
      const scene = parseItem(json, href);
      if (!answers(scene, query)) return;
      const key = `${scene.collection}/${scene.id}`;
      const content = contentOf(json, key);
      const known = kept.get(key);
      if (known !== undefined && known.content !== content) {
        throw refused(
          "SCENE_DUPLICATE",
          key,
          [known.scene.datetime, scene.datetime],
          "a scene listed twice is the same both times",
        );
      }
      kept.set(key, { scene, content });
      if (kept.size > maxScenes)
        throw refused("SCENE_TOO_MANY", "scenes", kept.size, `a query finds at most ${maxScenes} scenes`);
    },
    scenes: () =>
      [...kept.values()]
        .map(({ scene }) => scene)
        .sort((a, b) => order(a.datetime, b.datetime) || order(a.id, b.id) || order(a.collection, b.collection)),
  };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Scenes of a static catalogue (catalogue, collection, ItemCollection or item; URL, file or folder) or a STAC API
 * (landing page with a `search` link), that answer the query, sorted by datetime, then id. The order in which the
 * archive lists them does not matter.
 *
 * @throws SixfoldError SCENE_NOT_FOUND, SCENE_CATALOGUE, SCENE_DUPLICATE, SCENE_PAGING, SCENE_TOO_MANY and what
 * `readJson` and `parseItem` throw
 */
export const listScenes = async (
  location: string,
  query: SceneQuery,
  source: JsonSource,
): Promise<readonly Scene[]> => {
  const collected = collect(query, source.policy.maxScenes);
  const waiting = [await locate(location)];
  const visited = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (visited.has(next)) continue;
    visited.add(next);
    if (visited.size > source.policy.maxDocuments) {
      throw refused(
        "SCENE_TOO_MANY",
        "documents",
        visited.size,
        `a catalogue has at most ${source.policy.maxDocuments} documents`,
      );
    }
    source.signal?.throwIfAborted();
    const { href, json } = await readJson(next, source);
    const document = parseDocument(json, href);
    const search = searchLink(document);
    if (document.type === "Feature") collected.add(json, href);
    else if (document.type === "FeatureCollection") {
      for (const feature of document.features ?? []) collected.add(feature, selfOf(feature, href));
      for (const { rel, href: target } of document.links) if (rel === "next") waiting.push(resolveHref(target, href));
    } else if (document.type === "Catalog" && search !== undefined) {
      for await (const page of searchPages(search, href, query, source)) {
        for (const feature of page.features) collected.add(feature, selfOf(feature, page.href));
      }
    } else if (document.type === "Catalog" || document.type === "Collection") {
      for (const { rel, href: target } of document.links) {
        if (rel === "child" || rel === "item" || rel === "items") waiting.push(resolveHref(target, href));
      }
    } else
      throw refused(
        "SCENE_CATALOGUE",
        href,
        document.type,
        "a document is a Catalog, Collection, FeatureCollection or Feature",
      );
  }
  return collected.scenes();
};
