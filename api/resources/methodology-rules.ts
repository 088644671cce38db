import { sha256 } from "viem";
import * as z from "zod";

import { canonicalJson } from "../../oracle/core/evidence/canonical-json.ts";
import { rowsOf } from "../../oracle/core/services/common/schema-rows.ts";
import { services } from "../../oracle/core/services/index.ts";
import { stateRoute } from "../http/route.ts";
import { EQUATIONS } from "./equations.ts";
import { found } from "./found.ts";
import { byNumber, self } from "./shapes.ts";
import { DEDUCTION_FORMS, wordOf } from "./words.ts";

const equation = z.strictObject({
  of: z.string(),
  equation: z.string(),
  source: z.string().meta({ description: "Where it is from, and whether that was read for this" }),
});

const rule = z.strictObject({
  field: z.string(),
  type: z.string(),
  unit: z.string(),
  range: z.string(),
  meaning: z.string(),
  value: z.string().nullable().meta({ description: "As JSON; null where the chain holds the digest of another set" }),
});

const rules = z
  .strictObject({
    self,
    methodology: self,
    service: z.string().nullable().meta({ description: "Null where this server's code has no such methodology" }),
    isReference: z.boolean().meta({ description: "Whether the chain's digest is that of the reference values here" }),
    equations: z.array(equation).meta({ description: "What the contracts make of every report" }),
    rules: z.array(rule).meta({ description: "The parameter set that the program reads" }),
  })
  .meta({ id: "MethodologyRules" });
export type MethodologyRules = z.output<typeof rules>;

/** The value at a field's path as JSON; a list's entries stand in the list. */
const valueAt = (document: unknown, field: string): string | null => {
  if (field.includes("[]")) return null;
  const value = field
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], document);
  return value === undefined ? null : JSON.stringify(value);
};

export const methodologyRulesRoute = stateRoute({
  path: "/v1/methodologies/{id}/rules",
  tag: "methodologies",
  summary: "A methodology's equations and parameters, out of the code that runs it",
  description:
    "The digest on the chain says which values a methodology has: those of the code are given where they are these.",
  params: byNumber,
  answer: rules,
  find: async ({ params: { id } }, { trx }) => {
    const row = await trx
      .selectFrom("methodologies")
      .selectAll()
      .where((eb) => eb("id", "=", eb.cast<number>(eb.val(id), "numeric")))
      .executeTakeFirst();
    const { record } = found(row, "methodology", id);
    const known = services().find(({ methodology }) => methodology === record.name);
    const reference = known?.example["parameters.json"];
    const isReference =
      reference !== undefined && sha256(canonicalJson(reference, "parameters.json")) === record.parameters;
    return {
      self: `/v1/methodologies/${id}/rules`,
      methodology: `/v1/methodologies/${id}`,
      service: known?.id ?? null,
      isReference,
      equations: [...EQUATIONS.common, EQUATIONS.deduction[wordOf(DEDUCTION_FORMS, record.deductionForm)]],
      rules:
        known === undefined
          ? []
          : rowsOf(known.parameters).map((each) => ({
              ...each,
              value: isReference ? valueAt(reference, each.field) : null,
            })),
    };
  },
});
