import * as z from "zod";

import { SixfoldError } from "../errors.ts";
import { parsedBy } from "../schema-faults.ts";
import { parseItem } from "../scenes/parse-item.ts";
import type { Scene } from "../scenes/types.ts";
import { canonicalJson, parseCanonicalJson } from "./canonical-json.ts";
import { portableHref } from "./portable-href.ts";

export const SCENES_PATH = "scenes.json";

/** A STAC item as served, and what its assets' hrefs resolve to: items may state them relative to themselves. */
const recordsSchema = z.array(z.strictObject({ hrefs: z.record(z.string(), z.string()), item: z.unknown() }));

const refusal = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "EVIDENCE_SCENES_INVALID", failure: "check", field, value, rule });

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Scenes in the one order every step uses: by datetime, id and collection. */
export const sortScenes = (scenes: readonly Scene[]): readonly Scene[] =>
  [...scenes].sort((a, b) => order(a.datetime, b.datetime) || order(a.id, b.id) || order(a.collection, b.collection));

/** The same scene with its files named independently of this machine. */
export const portableScene = (scene: Scene, catalogueHref: string | undefined): Scene => ({
  ...scene,
  assets: Object.fromEntries(
    Object.entries(scene.assets).map(([key, asset]) => [
      key,
      { ...asset, href: portableHref(asset.href, catalogueHref) },
    ]),
  ),
});

/** `scenes.json`. */
export const encodeScenes = (scenes: readonly Scene[]): Uint8Array =>
  canonicalJson(
    sortScenes(scenes).map(({ item, assets }) => ({
      hrefs: Object.fromEntries(Object.entries(assets).map(([key, { href }]) => [key, href])),
      item,
    })),
    SCENES_PATH,
  );

/**
 * Scenes as the archive described them: read again from the items, with nothing taken over but where files are.
 * @throws SixfoldError `EVIDENCE_SCENES_INVALID`, `EVIDENCE_JSON_NOT_CANONICAL` and those of `parseItem`
 */
export const decodeScenes = (bytes: Uint8Array): readonly Scene[] => {
  const records = parsedBy(recordsSchema, parseCanonicalJson(bytes, SCENES_PATH), ({ pointer, value, rule }) =>
    refusal(`${SCENES_PATH}#${pointer}`, value, rule),
  );
  return records.map(({ hrefs, item }) => {
    const scene = parseItem(item, "catalogue:///");
    const assets = Object.entries(scene.assets).map(([key, asset]) => {
      if (!Object.hasOwn(hrefs, key))
        throw refusal(`${scene.id}/${key}`, null, "must say where each asset of the item is");
      return [key, { ...asset, href: hrefs[key]! }] as const;
    });
    return { ...scene, assets: Object.fromEntries(assets) };
  });
};
