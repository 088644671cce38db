import type { Selectable } from "kysely";
import { getAddress } from "viem";
import * as z from "zod";

import { POOLS } from "../../oracle/chain/pools.ts";
import {
  address,
  digest,
  instant,
  instantOf,
  instantOrNone,
  kg,
  number,
  span,
  spanOf,
  squareMetres,
  whole,
} from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { stateRoute } from "../http/route.ts";
import type { Database } from "../store/schema.ts";
import { found } from "./found.ts";
import { inPages } from "./in-pages.ts";
import { byNumber, self } from "./shapes.ts";
import { STATUSES, poolOf, wordAfterNone } from "./words.ts";

const project = z
  .strictObject({
    id: number,
    self,
    status: z.enum(STATUSES),
    owner: address,
    developer: z.int().meta({ description: "Number of the developer that the owner acts for" }),
    methodologyId: z.int(),
    pool: z.enum(POOLS),
    hostCountry: z.string().meta({ description: "ISO 3166-1 alpha-2" }),
    programmeReference: z.string().meta({ description: "Another programme and its number there; empty for none" }),
    edgeLevel: z.int().meta({ description: "Finest S2 level of its ground: 16 or 20" }),
    crediting: span,
    draftExpiry: instant,
    lastPeriodEnd: instant.nullable(),
    creditedUntil: instant.nullable(),
    areaM2: squareMetres.meta({ description: "As validated; 0 for a draft" }),
    boundaryDigest: digest.meta({ description: "sha2-256 digest of the boundary's CIDv1" }),
    designs: z.array(z.strictObject({ digest, committedAt: instant })),
    externalSerials: z.array(z.strictObject({ programme: z.int(), series: whole, first: whole, last: whole })),
    validatedBy: address.nullable(),
    ending: z
      .strictObject({ into: z.enum(STATUSES), from: instant, until: instant })
      .nullable()
      .meta({ description: "How it was announced to end, no earlier than from and before until" }),
    ground: z.strictObject({ self, root: digest, edgeCells: whole }),
  })
  .meta({ id: "Project" });
export type Project = z.output<typeof project>;

type Row = Selectable<Database["projects"]> & { readonly ground: Selectable<Database["grounds"]>["record"] };

const view = ({
  id,
  status,
  pool,
  host_country,
  programme_reference,
  record,
  ground,
}: Row): z.input<typeof project> => ({
  id,
  self: `/v1/projects/${id}`,
  status: wordAfterNone(STATUSES, status),
  owner: record.owner,
  developer: record.developer,
  methodologyId: record.methodologyId,
  pool: poolOf(pool),
  hostCountry: host_country,
  programmeReference: programme_reference,
  edgeLevel: record.edgeLevel,
  crediting: spanOf(record.creditingStart, record.creditingEnd),
  draftExpiry: instantOf(record.draftExpiry),
  lastPeriodEnd: instantOrNone(record.lastPeriodEnd),
  creditedUntil: instantOrNone(record.creditedUntil),
  areaM2: record.areaM2,
  boundaryDigest: record.boundary,
  designs: record.designs.map(({ digest, committedAt }) => ({ digest, committedAt: instantOf(committedAt) })),
  externalSerials: record.externalSerials.map((serials) => ({ ...serials })),
  validatedBy: record.validatedBy ?? null,
  ending: record.ending
    ? {
        into: wordAfterNone(STATUSES, record.ending.into),
        from: instantOf(record.ending.from),
        until: instantOf(record.ending.until),
      }
    : null,
  ground: { self: `/v1/projects/${id}/ground`, root: ground.root, edgeCells: ground.edgeCells },
});

export const projectsRoute = listRoute({
  path: "/v1/projects",
  tag: "projects",
  summary: "Projects, by number",
  filters: {
    status: z.enum(STATUSES).optional(),
    pool: z.enum(POOLS).optional(),
    methodology: number.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "two capital letters")
      .optional(),
    owner: address.optional(),
  },
  item: project,
  key: ["whole"],
  rows: ({ filters: { status, pool, methodology, country, owner } }, page, { trx }) =>
    trx
      .selectFrom("projects")
      .innerJoin("grounds", "grounds.project_id", "projects.id")
      .selectAll("projects")
      .select("grounds.record as ground")
      .$if(status !== undefined, (query) => query.where("status", "=", STATUSES.indexOf(status!) + 1))
      .$if(pool !== undefined, (query) => query.where("pool", "=", POOLS.indexOf(pool!) + 1))
      .$if(methodology !== undefined, (query) =>
        query.where((eb) => eb("methodology_id", "=", eb.cast<number>(eb.val(methodology!), "numeric"))),
      ) // prettier-ignore
      .$if(country !== undefined, (query) => query.where("host_country", "=", country!))
      .$if(owner !== undefined, (query) => query.where("owner", "=", getAddress(owner!)))
      .$call((query) => inPages(query, ["id"], page))
      .execute(),
  keyOf: ({ id }) => [id],
  view,
});

const account = z
  .strictObject({
    issuedKg: kg,
    lostKg: kg,
    cancelledKg: kg,
    dueKg: kg.meta({ description: "Confirmed, and not settled yet" }),
    deficitKg: kg.meta({ description: "What the buffer could not meet: nothing is issued until it is made good" }),
    unissuedKg: kg.meta({ description: "Lost before it was issued: taken off what is issued next" }),
  })
  .meta({ id: "LossAccount" });

const watch = z
  .strictObject({
    openAlert: digest.nullable(),
    alertDeadline: instant.nullable(),
    observedUntil: instant.nullable(),
  })
  .meta({ id: "Watch" });

const NO_ALERT = /^0x0+$/;
const NO_LOSS = { issuedKg: "0", lostKg: "0", cancelledKg: "0", dueKg: "0", deficitKg: "0", unissuedKg: "0" };

const detail = project.extend({
  supply: z.strictObject({ issuedKg: kg, bufferedKg: kg, retiredKg: kg, cancelledKg: kg, circulatingKg: kg }),
  permanence: z.strictObject({ watch, losses: account }),
});
export type ProjectDetail = z.output<typeof detail>;

export const projectRoute = stateRoute({
  path: "/v1/projects/{id}",
  tag: "projects",
  summary: "A project, what watches it and what it lost",
  params: byNumber,
  answer: detail,
  find: async ({ params: { id } }, { trx }) => {
    const row = await trx
      .selectFrom("projects")
      .innerJoin("grounds", "grounds.project_id", "projects.id")
      .leftJoin("watches", "watches.project_id", "projects.id")
      .leftJoin("loss_accounts", "loss_accounts.project_id", "projects.id")
      .selectAll("projects")
      .select(["grounds.record as ground", "watches.record as watch", "loss_accounts.record as losses"])
      .where("id", "=", id)
      .executeTakeFirst();
    const known = found(row, "project", id);
    const batches = await trx
      .selectFrom("batches")
      .select(["issued_kg", "buffered_kg", "retired_kg", "cancelled_kg"])
      .where("project_id", "=", id)
      .execute();
    const sum = (column: keyof (typeof batches)[number]): bigint =>
      batches.reduce((total, batch) => total + BigInt(batch[column]), 0n);
    const [issued, buffered, retired, cancelled] = [sum("issued_kg"), sum("buffered_kg"), sum("retired_kg"), sum("cancelled_kg")]; // prettier-ignore
    const { issuedKg, lostKg, cancelledKg, dueKg, deficitKg, unissuedKg } = known.losses ?? NO_LOSS;
    return {
      ...view(known),
      supply: {
        issuedKg: `${issued}`,
        bufferedKg: `${buffered}`,
        retiredKg: `${retired}`,
        cancelledKg: `${cancelled}`,
        circulatingKg: `${issued - buffered - retired - cancelled}`,
      },
      permanence: {
        watch: {
          openAlert: known.watch === null || NO_ALERT.test(known.watch.alertId) ? null : known.watch.alertId,
          alertDeadline: instantOrNone(known.watch?.deadline ?? 0),
          observedUntil: instantOrNone(known.watch?.observedUntil ?? 0),
        },
        losses: { issuedKg, lostKg, cancelledKg, dueKg, deficitKg, unissuedKg },
      },
    };
  },
});
