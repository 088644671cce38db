import * as z from "zod";

import { digest, instantOf } from "../http/fields.ts";
import { nowQuestion, nowRoute } from "../http/route.ts";
import type { Asked } from "../http/route.ts";
import { withSnapshot } from "../http/snapshot.ts";
import { found } from "./found.ts";
import { ROOT, COLLECTION, boxOfProject, collectionOf, itemOf, reportRows } from "./stac-items.ts";
import type { Box, ReportRow } from "./stac-items.ts";
import { catalog, collection, item, items, link } from "./stac-fields.ts";
import type { StacLink } from "./stac-fields.ts";
import { overlaps, searchBody, searchQuery, wanted } from "./stac-search.ts";
import type { Search } from "./stac-search.ts";

const CONFORMS = [
  "https://api.stacspec.org/v1.0.0/core",
  "https://api.stacspec.org/v1.0.0/collections",
  "https://api.stacspec.org/v1.0.0/item-search",
  "https://api.stacspec.org/v1.0.0/ogcapi-features",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];
const JSON_TYPE = "application/json";
const GEO = "application/geo+json";
const tag = "stac";
const byCollection = z.strictObject({ collection: z.string().regex(COLLECTION, "a collection of this catalogue") });

type Reported = { readonly row: ReportRow; readonly box: Box };

/** Reports whose ground is known, in order, with the rectangle around it. */
const reported = (around: Asked): Promise<readonly Reported[]> =>
  withSnapshot(around.db, async ({ trx }) => {
    const rows = await reportRows(trx).execute();
    const boxes = new Map<string, Box | undefined>();
    for (const { project_id } of rows)
      if (!boxes.has(project_id)) boxes.set(project_id, await boxOfProject(trx, project_id));
    return rows.flatMap((row) => {
      const box = boxes.get(row.project_id);
      return box === undefined ? [] : [{ row, box }];
    });
  });

const links = (origin: string, self: string): StacLink[] => [
  { rel: "self", type: JSON_TYPE, href: `${origin}${self}` },
  { rel: "root", type: JSON_TYPE, href: `${origin}${ROOT}` },
];

/** A page of items: `next` is where the one after it begins. */
const search = async (asked: Search, around: Asked, nextLink: (token: string) => StacLink, self: string) => {
  const matching = (await reported(around)).filter(({ row, box }) => wanted(asked, row) && overlaps(asked, box));
  const first = asked.token === undefined ? 0 : Number(asked.token);
  const page = matching.slice(first, first + asked.limit);
  const features = [];
  for (const { row, box } of page) features.push(await itemOf(row, box, around));
  const end = first + page.length;
  return {
    type: "FeatureCollection" as const,
    features,
    numberReturned: features.length,
    links: [...links(around.origin, self), ...(end < matching.length ? [nextLink(`${end}`)] : [])],
  };
};

const asQuery = (asked: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

const catalogRoute = nowRoute({
  path: ROOT,
  tag,
  summary: "A STAC API of the maps that reports rest on: open it in QGIS, pystac-client or odc-stac",
  answer: catalog,
  ask: async (_, around) => {
    const ids = [...new Set((await reported(around)).map(({ row }) => collectionOf(row.methodology_id)))];
    const to = (rel: string, path: string, type = JSON_TYPE): StacLink => ({
      rel,
      type,
      href: `${around.origin}${path}`,
    });
    return {
      type: "Catalog" as const,
      stac_version: "1.1.0" as const,
      id: "sixfold" as const,
      title: "Sixfold",
      description: "Maps of evidence, by methodology. Each is a file of a bundle whose CID is on the chain.",
      conformsTo: CONFORMS,
      links: [
        ...links(around.origin, ROOT),
        to("conformance", `${ROOT}/conformance`),
        to("data", `${ROOT}/collections`),
        { ...to("search", `${ROOT}/search`, GEO), method: "GET" as const },
        { ...to("search", `${ROOT}/search`, GEO), method: "POST" as const },
        to("service-desc", "/openapi.json", "application/vnd.oai.openapi+json;version=3.1"),
        ...ids.map((id) => to("child", `${ROOT}/collections/${id}`)),
      ],
    };
  },
});

const conformanceRoute = nowRoute({
  path: `${ROOT}/conformance`,
  tag,
  summary: "What the STAC API conforms to",
  answer: z.strictObject({ conformsTo: z.array(z.string()) }),
  ask: () => Promise.resolve({ conformsTo: CONFORMS }),
});

/** A methodology's reports as a collection. */
const collectionsOf = async (around: Asked) => {
  const all = await reported(around);
  const methodologies = await around.db.selectFrom("methodologies").select(["id", "record"]).orderBy("id").execute();
  return methodologies.flatMap(({ id: number, record }) => {
    const own = all.filter(({ row }) => row.methodology_id === number);
    if (own.length === 0) return [];
    const id = collectionOf(number);
    const [starts, ends] = [own.map(({ row }) => row.record.periodStart), own.map(({ row }) => row.record.periodEnd)];
    const edge = (axis: 0 | 1 | 2 | 3, pick: typeof Math.min): number =>
      own.reduce((value, { box }) => pick(value, box[axis]), own[0]!.box[axis]);
    return [
      {
        type: "Collection" as const,
        stac_version: "1.1.0" as const,
        id,
        title: `${record.name} ${record.version}`,
        description: `Maps of reports by methodology ${number}, ${record.name} ${record.version}.`,
        license: "other" as const,
        extent: {
          spatial: { bbox: [[edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]] },
          temporal: { interval: [[instantOf(Math.min(...starts)), instantOf(Math.max(...ends))]] },
        },
        links: [
          ...links(around.origin, `${ROOT}/collections/${id}`),
          { rel: "items", type: GEO, href: `${around.origin}${ROOT}/collections/${id}/items` },
        ],
      },
    ];
  });
};

const collectionsRoute = nowRoute({
  path: `${ROOT}/collections`,
  tag,
  summary: "Collections: one for each methodology that has reports",
  answer: z.strictObject({ collections: z.array(collection), links: z.array(link) }),
  ask: async (_, around) => ({
    collections: await collectionsOf(around),
    links: links(around.origin, `${ROOT}/collections`),
  }),
});

const collectionRoute = nowRoute({
  path: `${ROOT}/collections/{collection}`,
  tag,
  summary: "A collection",
  params: byCollection,
  answer: collection,
  ask: async ({ params }, around) =>
    found(
      (await collectionsOf(around)).find(({ id }) => id === params.collection),
      "collection",
      params.collection,
    ),
});

const itemsRoute = nowRoute({
  path: `${ROOT}/collections/{collection}/items`,
  tag,
  summary: "A collection's items, by project and period",
  params: byCollection,
  query: searchQuery.omit({ collections: true, ids: true }),
  answer: items,
  media: GEO,
  ask: ({ params, query }, around) => {
    const self = `${ROOT}/collections/${params.collection}/items`;
    const next = (token: string): StacLink => ({
      rel: "next",
      type: GEO,
      href: `${around.origin}${self}?${asQuery({ ...query, token })}`,
    });
    return search({ ...query, collections: [params.collection] }, around, next, self);
  },
});

const itemRoute = nowRoute({
  path: `${ROOT}/collections/{collection}/items/{item}`,
  tag,
  summary: "A report's maps",
  params: z.strictObject({ ...byCollection.shape, item: digest }),
  answer: item,
  media: GEO,
  ask: async ({ params }, around) => {
    const all = await reported(around);
    const { row, box } = found(
      all.find(
        ({ row: { id, methodology_id } }) => id === params.item && collectionOf(methodology_id) === params.collection,
      ),
      "item",
      params.item,
    );
    return itemOf(row, box, around);
  },
});

const searchPath = `${ROOT}/search`;
const searchRoute = nowRoute({
  path: searchPath,
  tag,
  summary: "Items by place, time, collection and id",
  query: searchQuery,
  answer: items,
  media: GEO,
  ask: ({ query }, around) =>
    search(
      query,
      around,
      (token) => ({
        rel: "next",
        type: GEO,
        method: "GET",
        href: `${around.origin}${searchPath}?${asQuery({ ...query, token })}`,
      }),
      searchPath,
    ),
});

const searchPostRoute = nowQuestion({
  path: searchPath,
  tag,
  summary: "Items by place, time, collection and id, asked by a body",
  body: searchBody,
  answer: items,
  media: GEO,
  ask: ({ body }, around) =>
    search(
      body,
      around,
      (token) => ({
        rel: "next",
        type: GEO,
        method: "POST",
        href: `${around.origin}${searchPath}`,
        body: { ...body, token },
      }),
      searchPath,
    ),
});

/** The STAC API. */
export const stacRoutes = [
  catalogRoute,
  conformanceRoute,
  collectionsRoute,
  collectionRoute,
  itemsRoute,
  itemRoute,
  searchRoute,
  searchPostRoute,
];
