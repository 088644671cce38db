import type { Selectable } from "kysely";
import * as z from "zod";

import { POOLS } from "../../oracle/chain/pools.ts";
import { UNIT_KINDS } from "../../oracle/chain/unit-kinds.ts";
import { digest } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { stateRoute } from "../http/route.ts";
import type { Database } from "../store/schema.ts";
import { found } from "./found.ts";
import { inPages } from "./in-pages.ts";
import { byNumber, self } from "./shapes.ts";
import { DEDUCTION_FORMS, MATURITIES, YIELDS, poolOf, wordOf } from "./words.ts";

const seconds = z.int().meta({ description: "Seconds" });
const ppm = z.int().meta({ description: "Parts per million" });

const methodology = z
  .strictObject({
    id: z.int(),
    self,
    name: z.string(),
    version: z.string(),
    active: z.boolean().meta({ description: "Immutable from then on" }),
    closed: z.boolean().meta({ description: "Takes no new projects" }),
    pool: z.enum(POOLS),
    unitKind: z.enum(UNIT_KINDS),
    yields: z.enum(YIELDS),
    maturity: z.enum(MATURITIES),
    reversible: z.boolean(),
    deductionForm: z.enum(DEDUCTION_FORMS),
    deductionZPpm: ppm,
    maxHalfWidthPpm: ppm,
    minObservedPpm: ppm,
    bufferPpm: ppm,
    monitoringYears: z.int(),
    maxObservationGap: seconds,
    challengeWindow: seconds,
    minPeriod: seconds,
    maxPeriod: seconds,
    retroactivity: seconds,
    maxKgPerHaYear: z.int(),
    edgeLevels: z.array(z.int()),
    parametersDigest: digest,
    programDigest: digest.meta({ description: "sha2-256 of the code behind the numbers" }),
  })
  .meta({ id: "Methodology" });
export type Methodology = z.output<typeof methodology>;

const view = ({ id, record }: Selectable<Database["methodologies"]>): z.input<typeof methodology> => {
  const { pool, unitKind, yields, maturity, deductionForm, edgeLevels, parameters, program, ...same } = record;
  return {
    id,
    self: `/v1/methodologies/${id}`,
    ...same,
    pool: poolOf(pool),
    unitKind: wordOf(UNIT_KINDS, unitKind),
    yields: wordOf(YIELDS, yields),
    maturity: wordOf(MATURITIES, maturity),
    deductionForm: wordOf(DEDUCTION_FORMS, deductionForm),
    edgeLevels: [16, 20].filter((_, bit) => ((edgeLevels >> bit) & 1) === 1),
    parametersDigest: parameters,
    programDigest: program,
  };
};

export const methodologiesRoute = listRoute({
  path: "/v1/methodologies",
  tag: "methodologies",
  summary: "Methodologies, by number",
  filters: {},
  item: methodology,
  key: ["integer"],
  rows: (_, page, { trx }) =>
    trx
      .selectFrom("methodologies")
      .selectAll()
      .$call((query) => inPages(query, ["id"], page))
      .execute(),
  keyOf: ({ id }) => [id],
  view,
});

export const methodologyRoute = stateRoute({
  path: "/v1/methodologies/{id}",
  tag: "methodologies",
  summary: "A methodology's terms, as the contracts hold every report to them",
  params: byNumber,
  answer: methodology,
  find: async ({ params: { id } }, { trx }) => {
    const row = await trx
      .selectFrom("methodologies")
      .selectAll()
      .where((eb) => eb("id", "=", eb.cast<number>(eb.val(id), "numeric")))
      .executeTakeFirst();
    return view(found(row, "methodology", id));
  },
});
