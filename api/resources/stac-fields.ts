import * as z from "zod";

import { digest, instant } from "../http/fields.ts";

export const link = z
  .strictObject({
    rel: z.string(),
    href: z.string(),
    type: z.string().optional(),
    title: z.string().optional(),
    method: z.enum(["GET", "POST"]).optional(),
    body: z.record(z.string(), z.unknown()).optional(),
    merge: z.boolean().optional(),
  })
  .meta({ id: "StacLink" });

const band = z.strictObject({
  name: z.string(),
  data_type: z.literal("int32"),
  nodata: z.int(),
  unit: z.string(),
  "raster:scale": z.number().meta({ description: "Physical value = stored integer x scale" }),
});

export const asset = z
  .strictObject({
    href: z.string(),
    type: z.string(),
    title: z.string(),
    roles: z.array(z.string()),
    "file:size": z.int().optional(),
    "file:checksum": z.string().optional().meta({ description: "A sha2-256 multihash in hex" }),
    "proj:code": z.string().optional(),
    "proj:epsg": z.int().optional(),
    "proj:shape": z.tuple([z.int(), z.int()]).optional(),
    "proj:transform": z.array(z.number()).optional(),
    bands: z.array(band).optional(),
  })
  .meta({ id: "StacAsset" });

const geometry = z.strictObject({
  type: z.literal("Polygon"),
  coordinates: z.array(z.array(z.array(z.number()))),
});
export const bbox = z.array(z.number()).meta({ description: "West, south, east, north in degrees" });

export const item = z
  .strictObject({
    type: z.literal("Feature"),
    stac_version: z.literal("1.1.0"),
    stac_extensions: z.array(z.string()),
    id: digest.meta({ description: "The report's" }),
    collection: z.string(),
    bbox,
    geometry: geometry.meta({ description: "A rectangle around the blocks of ground that the project claims" }),
    properties: z.strictObject({
      datetime: z.null(),
      start_datetime: instant,
      end_datetime: instant,
      "sixfold:project": z.string(),
      "sixfold:evidence": z.string(),
      "sixfold:maps": z
        .enum(["told", "unreachable"])
        .meta({ description: "Unreachable where no gateway has the bundle's manifest now: then no map is listed" }),
    }),
    links: z.array(link),
    assets: z.record(z.string(), asset),
  })
  .meta({ id: "StacItem" });

export const items = z
  .strictObject({
    type: z.literal("FeatureCollection"),
    features: z.array(item),
    links: z.array(link),
    numberReturned: z.int(),
  })
  .meta({ id: "StacItems" });

export const collection = z
  .strictObject({
    type: z.literal("Collection"),
    stac_version: z.literal("1.1.0"),
    id: z.string(),
    title: z.string(),
    description: z.string(),
    license: z.literal("other"),
    extent: z.strictObject({
      spatial: z.strictObject({ bbox: z.array(bbox) }),
      temporal: z.strictObject({ interval: z.array(z.array(instant.nullable())) }),
    }),
    links: z.array(link),
  })
  .meta({ id: "StacCollection" });

export const catalog = z.strictObject({
  type: z.literal("Catalog"),
  stac_version: z.literal("1.1.0"),
  id: z.literal("sixfold"),
  title: z.string(),
  description: z.string(),
  conformsTo: z.array(z.string()),
  links: z.array(link),
});

export type StacItem = z.output<typeof item>;
export type StacLink = z.output<typeof link>;
