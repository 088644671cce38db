import * as z from "zod";

const numberOrName = z.union([z.number(), z.enum(["nan", "inf", "-inf"])]);

const band = z.looseObject({
  name: z.string().optional(),
  common_name: z.string().optional(),
  "eo:common_name": z.string().optional(),
  scale: z.number().optional(),
  offset: z.number().optional(),
  "raster:scale": z.number().optional(),
  "raster:offset": z.number().optional(),
  nodata: numberOrName.nullish(),
  data_type: z.string().optional(),
});

/** Properties that an asset may state for itself or inherit from its item. */
const projection = {
  "proj:epsg": z.number().int().nullish(),
  "proj:code": z.string().nullish(),
  "proj:transform": z.array(z.number()).nullish(),
  "proj:shape": z.array(z.number().int()).nullish(),
  "storage:requester_pays": z.boolean().optional(),
};

const asset = z.looseObject({
  href: z.string().min(1),
  type: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
  bands: z.array(band).optional(),
  "eo:bands": z.array(band).optional(),
  "raster:bands": z.array(band).optional(),
  "file:checksum": z.string().optional(),
  alternate: z.record(z.string(), z.looseObject({ href: z.string() })).optional(),
  data_type: z.string().optional(),
  nodata: numberOrName.nullish(),
  "raster:scale": z.number().optional(),
  "raster:offset": z.number().optional(),
  ...projection,
});

export const itemSchema = z.looseObject({
  type: z.literal("Feature"),
  stac_version: z.string().regex(/^1\.[01]\./, "STAC 1.0 or 1.1"),
  id: z.string().min(1),
  collection: z.string().nullish(),
  bbox: z.array(z.number()).optional(),
  properties: z.looseObject({
    datetime: z.string().nullish(),
    start_datetime: z.string().optional(),
    platform: z.string().nullish(),
    "eo:cloud_cover": z.number().min(0).max(100).nullish(),
    "sat:relative_orbit": z.number().int().nullish(),
    "sat:orbit_state": z.string().nullish(),
    "sixfold:track": z.string().optional(),
    "sixfold:simulated": z.boolean().optional(),
    ...projection,
  }),
  assets: z.record(z.string(), asset),
});

export type StacItem = z.infer<typeof itemSchema>;
export type StacAsset = z.infer<typeof asset>;
export type StacBand = z.infer<typeof band>;

export const linkSchema = z.looseObject({
  rel: z.string(),
  href: z.string(),
  method: z.enum(["GET", "POST"]).optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  merge: z.boolean().optional(),
});

export type StacLink = z.infer<typeof linkSchema>;

/** Catalog, Collection or page of items: what is needed to walk on. */
export const documentSchema = z.looseObject({
  type: z.string(),
  links: z.array(linkSchema).default([]),
  features: z.array(z.unknown()).optional(),
});

export type StacDocument = z.infer<typeof documentSchema>;
