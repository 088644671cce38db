import * as z from "zod";

import { cellsAreaM2 } from "../../oracle/core/ground/cells-area.ts";
import { levelOfCell } from "../../oracle/core/ground/s2.ts";
import { cursorOf, keyOf, pageSize, paging } from "../http/cursor.ts";
import { number, whole } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import { polygonsOfBlock } from "./cell-shapes.ts";
import { found } from "./found.ts";
import { inPages } from "./in-pages.ts";
import { byNumber } from "./shapes.ts";

const PATH = "/v1/projects/{id}/ground";

export const multiPolygon = z
  .strictObject({
    type: z.literal("MultiPolygon"),
    coordinates: z.array(z.array(z.array(z.array(z.number())))),
  })
  .meta({ id: "MultiPolygon", description: "RFC 7946, WGS84 longitude and latitude in degrees" });

const feature = z
  .strictObject({
    type: z.literal("Feature"),
    geometry: multiPolygon,
    properties: z.strictObject({
      projectId: number,
      segment: z.int().meta({ description: "Which of the project's claims took it" }),
      cell: whole.meta({ description: "S2 cell of level 8, 12 or 16" }),
      bits: whole.meta({ description: "Its descendants four levels down that are claimed whole, in Hilbert order" }),
      level: z.int().meta({ description: "Level of those descendants" }),
      areaM2: z.number().meta({ description: "Geodesic, on the WGS84 ellipsoid" }),
    }),
  })
  .meta({ id: "GroundFeature" });

const ground = z.strictObject({
  type: z.literal("FeatureCollection"),
  features: z.array(feature),
  next: z.string().nullable(),
});
export type Ground = z.output<typeof ground>;
export type MultiPolygon = z.output<typeof multiPolygon>;

export const groundRoute = stateRoute({
  path: PATH,
  tag: "ground",
  summary: "The cells that a project claims, as GeoJSON",
  description: "One feature a block of up to 256 cells, as the contract holds it. `next` leads to more.",
  params: byNumber,
  query: z.strictObject(paging),
  media: "application/geo+json",
  answer: ground,
  find: async ({ params: { id }, query: { limit, cursor } }, { trx, head }) => {
    found(await trx.selectFrom("projects").select("id").where("id", "=", id).executeTakeFirst(), "project", id);
    const after = cursor === undefined ? undefined : keyOf(PATH, head, cursor, ["integer", "whole"]);
    const size = pageSize(limit);
    const rows = await trx
      .selectFrom("claims")
      .selectAll()
      .where("project_id", "=", id)
      .$call((query) => inPages(query, ["segment", "cell"], { after, limit: size + 1 }))
      .execute();
    const page = rows.slice(0, size);
    const last = page.at(-1);
    return {
      type: "FeatureCollection" as const,
      features: page.map(({ segment, cell, bits }) => {
        const block = { cell: BigInt(cell), bits: BigInt(bits) };
        return {
          type: "Feature" as const,
          geometry: { type: "MultiPolygon" as const, coordinates: polygonsOfBlock(block) },
          properties: {
            projectId: id,
            segment,
            cell,
            bits,
            level: levelOfCell(block.cell) + 4,
            areaM2: Math.round(cellsAreaM2([block])),
          },
        };
      }),
      next: rows.length > size ? cursorOf(PATH, head, [last!.segment, last!.cell]) : null,
    };
  },
});
