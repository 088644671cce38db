import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Manifest } from "../../oracle/core/evidence/manifest.ts";
import { cidOfDigest } from "../../oracle/store/cid.ts";
import { instantOf } from "../http/fields.ts";
import type { Asked } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { layerName } from "../layers/layers.ts";
import type { Layers } from "../layers/layers.ts";
import { polygonsOfBlock } from "./cell-shapes.ts";
import { layersFrom } from "./layers.ts";
import type { StacItem } from "./stac-fields.ts";

export const ROOT = "/v1/stac";
export const COLLECTION = /^methodology-([1-9]\d{0,8})$/;
export const collectionOf = (methodologyId: number): string => `methodology-${methodologyId}`;

const EXTENSIONS = [
  "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
  "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
  "https://stac-extensions.github.io/file/v2.1.0/schema.json",
] as const;

export type Box = readonly [west: number, south: number, east: number, north: number];

const WHOLE = (1n << 256n) - 1n;

/** A rectangle around the parents of a project's claims; it may hold more than is claimed, and never less. */
export const boxOfProject = async (trx: Trx, projectId: string): Promise<Box | undefined> => {
  const rows = await trx.selectFrom("claims").select("cell").distinct().where("project_id", "=", projectId).execute();
  const corners = rows.flatMap(({ cell }) => polygonsOfBlock({ cell: BigInt(cell), bits: WHOLE }).flat(2));
  if (corners.length === 0) return undefined;
  return corners.reduce<Box>(
    ([west, south, east, north], [lon, lat]) => [
      Math.min(west, lon),
      Math.min(south, lat),
      Math.max(east, lon),
      Math.max(north, lat),
    ],
    [180, 90, -180, -90],
  );
};

export const reportRows = (trx: Trx) =>
  trx
    .selectFrom("reports")
    .innerJoin("projects", "projects.id", "reports.project_id")
    .select(["reports.id", "reports.project_id", "reports.record", "projects.methodology_id"])
    .orderBy("reports.project_id")
    .orderBy("reports.period_start")
    .orderBy("reports.id");
export type ReportRow = Awaited<ReturnType<ReturnType<typeof reportRows>["executeTakeFirstOrThrow"]>>;

/** The map's own georeference, as its GeoTIFF has it. */
const mapAsset = async (
  layers: Layers,
  cid: string,
  output: Manifest["outputs"][number],
  { size, sha256 }: Manifest["files"][number],
  origin: string,
): Promise<StacItem["assets"][string]> => {
  const name = layerName(output);
  const { grid } = (await layers.layer(cid, name)).layer;
  return {
    href: `${origin}/v1/layers/${cid}/${name}.tif`,
    type: "image/tiff; application=geotiff; profile=cloud-optimized",
    title: output.name,
    roles: ["data"],
    "file:size": size,
    "file:checksum": `1220${sha256.slice(2)}`,
    "proj:code": `EPSG:${grid.epsg}`,
    "proj:epsg": grid.epsg,
    "proj:shape": [grid.height, grid.width],
    "proj:transform": [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
    bands: [{ name, data_type: "int32", nodata: output.nodata, unit: output.unit, "raster:scale": output.scale }],
  };
};

const mapAssets = async (layers: Layers, cid: string, origin: string): Promise<StacItem["assets"] | undefined> => {
  try {
    const { outputs, files } = await layers.manifest(cid);
    const assets: Record<string, StacItem["assets"][string]> = {};
    for (const output of outputs) {
      const file = files.find(({ path }) => path === output.path)!;
      assets[layerName(output)] = await mapAsset(layers, cid, output, file, origin);
      assets[`${layerName(output)}-picture`] = {
        href: `${origin}/v1/layers/${cid}/${layerName(output)}.png`,
        type: "image/png",
        title: `${output.name}, as a picture`,
        roles: ["overview"],
      };
    }
    return assets;
  } catch (error) {
    if (error instanceof SixfoldError && error.failure === "infrastructure") return undefined;
    throw error;
  }
};

/** A report's maps as a STAC item. What a gateway does not have now is left out, and that is said. */
export const itemOf = async (row: ReportRow, box: Box, around: Asked): Promise<StacItem> => {
  const { origin, gateways } = around;
  const { record } = row;
  const cid = cidOfDigest(record.evidence).toString();
  const collection = collectionOf(row.methodology_id);
  const maps = await mapAssets(layersFrom(around), cid, origin);
  const [west, south, east, north] = box;
  const cars = gateways.map((gateway, index) => [
    index === 0 ? "evidence" : `evidence-${index + 1}`,
    {
      href: `${gateway}/ipfs/${cid}?format=car`,
      type: "application/vnd.ipld.car",
      title: "The whole bundle of evidence; check it by its CID",
      roles: ["archive"],
    },
  ]);
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: [...EXTENSIONS],
    id: row.id,
    collection,
    bbox: [...box],
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
    properties: {
      datetime: null,
      start_datetime: instantOf(record.periodStart),
      end_datetime: instantOf(record.periodEnd),
      "sixfold:project": row.project_id,
      "sixfold:evidence": cid,
      "sixfold:maps": maps === undefined ? "unreachable" : "told",
    },
    links: [
      { rel: "self", type: "application/geo+json", href: `${origin}${ROOT}/collections/${collection}/items/${row.id}` },
      { rel: "collection", type: "application/json", href: `${origin}${ROOT}/collections/${collection}` },
      { rel: "parent", type: "application/json", href: `${origin}${ROOT}/collections/${collection}` },
      { rel: "root", type: "application/json", href: `${origin}${ROOT}` },
      { rel: "via", type: "application/json", href: `${origin}/v1/reports/${row.id}` },
    ],
    assets: { ...(maps ?? {}), ...(Object.fromEntries(cars) as StacItem["assets"]) },
  };
};
