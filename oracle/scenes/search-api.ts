import canonicalize from "canonicalize";

import { readJson } from "./read-json.ts";
import type { JsonSource } from "./read-json.ts";
import { resolveHref } from "../core/scenes/resolve-href.ts";
import { refused } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { searchBody } from "./scene-query.ts";
import type { SceneQuery } from "./scene-query.ts";
import { documentSchema } from "../core/scenes/stac-schema.ts";
import type { StacDocument, StacLink } from "../core/scenes/stac-schema.ts";

export type Page = { readonly href: string; readonly features: readonly unknown[] };

type Request = { readonly href: string; readonly body: Readonly<Record<string, unknown>> | undefined };

const asQuery = (href: string, body: Readonly<Record<string, unknown>>): string => {
  const url = new URL(href);
  for (const [key, value] of Object.entries(body))
    url.searchParams.set(key, Array.isArray(value) ? value.join(",") : String(value));
  return url.href;
};

/** What a `next` link asks for: STAC API, item search, paging with `method`, `body` and `merge`. */
const follow = (link: StacLink, base: string, last: Request): Request => {
  const href = resolveHref(link.href, base);
  if (link.method !== "POST") return { href, body: undefined };
  return { href, body: link.merge === true ? { ...last.body, ...link.body } : (link.body ?? {}) };
};

export const parseDocument = (json: unknown, href: string): StacDocument =>
  parsedBy(documentSchema, json, ({ pointer, value, rule }) =>
    refused(
      "SCENE_CATALOGUE",
      `${href}#${pointer}`,
      value,
      `a document is a STAC catalogue, collection or page of items: ${rule}`,
    ),
  );

/**
 * Every page of a STAC API search, by POST or GET as the landing page says.
 *
 * @throws SixfoldError SCENE_PAGING on a page asked for twice or more than `policy.maxPages`; SCENE_CATALOGUE
 */
export async function* searchPages(
  link: StacLink,
  base: string,
  query: SceneQuery,
  source: JsonSource,
): AsyncGenerator<Page> {
  const body = searchBody(query);
  const href = resolveHref(link.href, base);
  let request: Request | undefined =
    link.method === "POST" ? { href, body } : { href: asQuery(href, body), body: undefined };
  const asked = new Set<string>();
  while (request !== undefined) {
    const key: string = canonicalize(request) ?? "";
    if (asked.has(key))
      throw refused("SCENE_PAGING", "links/next", request.href, "pages do not lead back to a page already read");
    asked.add(key);
    if (asked.size > source.policy.maxPages)
      throw refused("SCENE_PAGING", "links/next", asked.size, `a search has at most ${source.policy.maxPages} pages`);
    const page = await readJson(request.href, source, request.body);
    const document = parseDocument(page.json, page.href);
    if (document.type !== "FeatureCollection")
      throw refused("SCENE_CATALOGUE", page.href, document.type, "a search answers with a FeatureCollection");
    yield { href: page.href, features: document.features ?? [] };
    const next = document.links.find(({ rel }) => rel === "next");
    request = next === undefined ? undefined : follow(next, page.href, request);
  }
}
