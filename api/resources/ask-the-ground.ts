import * as z from "zod";

import { POOLS } from "../../oracle/chain/pools.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { boundaryAreaM2 } from "../../oracle/core/ground/area.ts";
import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import { cellsAreaM2 } from "../../oracle/core/ground/cells-area.ts";
import { coverBoundary, edgeCellCount } from "../../oracle/core/ground/cover.ts";
import { parentCell } from "../../oracle/core/ground/s2.ts";
import { stockOf } from "../../oracle/core/ground/stock.ts";
import { subtract } from "../../oracle/core/ground/subtract.ts";
import type { Block, Boundary, EdgeLevel } from "../../oracle/core/ground/types.ts";
import { instant, instantOf, number, span, spanOf, whole } from "../http/fields.ts";
import { stateQuestion } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { polygonsOfBlock } from "./cell-shapes.ts";
import { multiPolygon } from "./ground.ts";
import { self } from "./shapes.ts";
import { STATUSES, wordAfterNone } from "./words.ts";

/** So much is covered within a second or so. Cost grows with the outline, and an outline with what it holds. */
const MOST_M2: Readonly<Record<EdgeLevel, number>> = { 16: 1e10, 20: 1e9 };
/** Outline in degrees of latitude, some 111 km each. */
const MOST_OUTLINE_DEGREES: Readonly<Record<EdgeLevel, number>> = { 16: 20, 20: 5 };

const TOP_LEVEL = 8;

const tooLarge = (value: number, rule: string): SixfoldError =>
  new SixfoldError({ code: "RESOURCE_GROUND_TOO_LARGE", failure: "usage", field: "/body/area", value, rule });

const requireSmall = (boundary: Boundary, edgeLevel: EdgeLevel): void => {
  const m2 = boundaryAreaM2(boundary);
  if (m2 > MOST_M2[edgeLevel])
    throw tooLarge(m2, `at most ${MOST_M2[edgeLevel]} square metres at edge level ${edgeLevel}`);
  const degrees = boundary.coordinates.flat().reduce(
    (sum, ring) =>
      sum +
      ring.reduce((length, at, k) => {
        const before = ring[k - 1] ?? at;
        return length + Math.abs(at[0] - before[0]) + Math.abs(at[1] - before[1]);
      }, 0),
    0,
  );
  if (degrees > MOST_OUTLINE_DEGREES[edgeLevel])
    throw tooLarge(
      degrees,
      `an outline of at most ${MOST_OUTLINE_DEGREES[edgeLevel]} degrees at edge level ${edgeLevel}`,
    );
};

/** Ids of all cells within the level-8 cells that some blocks lie in. */
const rangesAround = (blocks: readonly Block[]): readonly (readonly [first: string, last: string])[] =>
  [...new Set(blocks.map(({ cell }) => parentCell(cell, TOP_LEVEL)))].map((top) => {
    const reach = (top & -top) - 1n;
    return [`${top - reach}`, `${top + reach}`];
  });

const blockOf = ({ cell, bits }: { readonly cell: string; readonly bits: string }): Block => ({
  cell: BigInt(cell),
  bits: BigInt(bits),
});

const groupBy = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

const claimsNear = (trx: Trx, stock: number, cover: readonly Block[]) =>
  trx
    .selectFrom("claims")
    .innerJoin("projects", "projects.id", "claims.project_id")
    .select(["project_id", "cell", "bits", "projects.record as project", "projects.status as status"])
    .where("stock", "=", stock)
    .where((eb) => eb.or(rangesAround(cover).map(([first, last]) => eb.between("cell", first, last))))
    .orderBy("project_id")
    .execute();

const earnedNear = (trx: Trx, stock: number, cover: readonly Block[]) =>
  trx
    .selectFrom("earned")
    .select(["until", "cell", "bits"])
    .where("stock", "=", stock)
    .where("bits", "!=", "0")
    .where((eb) => eb.or(rangesAround(cover).map(([first, last]) => eb.between("cell", first, last))))
    .orderBy("until")
    .execute();

const area = z
  .strictObject({
    cells: whole.meta({ description: "At the edge level asked for" }),
    areaM2: z.number(),
    geometry: multiPolygon,
  }) // prettier-ignore
  .meta({ id: "GroundArea" });

/** Blocks as they are told of. */
const areaOf = (blocks: readonly Block[], edgeLevel: EdgeLevel): z.input<typeof area> => ({
  cells: `${edgeCellCount(blocks, edgeLevel)}`,
  areaM2: Math.round(cellsAreaM2(blocks)),
  geometry: { type: "MultiPolygon", coordinates: blocks.flatMap(polygonsOfBlock) },
});

const told = z.strictObject({
  total: area,
  free: area,
  held: z.array(
    area.extend({
      projectId: number,
      self,
      status: z.enum(STATUSES),
      crediting: span,
      draftExpiry: instant.nullable().meta({ description: "A draft that is not active by then loses it" }),
    }),
  ),
  earned: z.array(area.extend({ until: instant })).meta({
    description: "Free ground that an earlier project was credited for: no period before `until` may count it",
  }),
});
export type GroundTold = z.output<typeof told>;

export const askTheGroundRoute = stateQuestion({
  path: "/v1/ground/ask",
  tag: "ground",
  summary: "Ask the ground: which cells of an area are free, and who holds the others until when",
  description:
    "From the chain's state alone. A cell belongs to an area when its centre lies in it. Pools of the same carbon " +
    "exclude each other, so cells held in any of them are held. A cell of which only a part is held is not free.",
  body: z.strictObject({
    area: z
      .record(z.string(), z.unknown())
      .meta({ description: "A Polygon or MultiPolygon of RFC 7946, bare or in a Feature or a FeatureCollection" }),
    pool: z.enum(POOLS),
    edgeLevel: z.union([z.literal(16), z.literal(20)]),
  }),
  answer: told,
  find: async ({ body: { area: geojson, pool, edgeLevel } }, { trx }) => {
    const boundary = parseBoundary(geojson);
    requireSmall(boundary, edgeLevel);
    const cover = coverBoundary(boundary, edgeLevel);
    const stock = stockOf(POOLS.indexOf(pool) + 1);
    const claims = cover.length === 0 ? [] : await claimsNear(trx, stock, cover);
    const earned = cover.length === 0 ? [] : await earnedNear(trx, stock, cover);
    const free = subtract(cover, claims.map(blockOf), edgeLevel);
    /** What of some blocks lies in others. */
    const within = (blocks: readonly Block[], others: readonly Block[]): readonly Block[] =>
      subtract(blocks, subtract(blocks, others, edgeLevel), edgeLevel);
    return {
      total: areaOf(cover, edgeLevel),
      free: areaOf(free, edgeLevel),
      held: [...groupBy(claims, ({ project_id: id }) => id)].flatMap(([id, rows]) => {
        const held = within(cover, rows.map(blockOf));
        if (held.length === 0) return [];
        const { project, status } = rows[0]!;
        const word = wordAfterNone(STATUSES, status);
        return [
          {
            ...areaOf(held, edgeLevel),
            projectId: id,
            self: `/v1/projects/${id}`,
            status: word,
            crediting: spanOf(project.creditingStart, project.creditingEnd),
            draftExpiry: word === "draft" ? instantOf(project.draftExpiry) : null,
          },
        ];
      }),
      earned: [...groupBy(earned, ({ until }) => until)].flatMap(([until, rows]) => {
        const before = within(free, rows.map(blockOf));
        return before.length === 0 ? [] : [{ ...areaOf(before, edgeLevel), until: instantOf(until) }];
      }),
    };
  },
});
