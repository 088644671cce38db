import * as z from "zod";

import { ipccScheme } from "../../oracle/core/services/paddy/ipcc-scheme.ts";
import type { StatedMeasurement } from "../../oracle/core/services/common/outcome.ts";
import { groupBy } from "../group-by.ts";
import type { Facts, Say } from "./say.ts";

/** Of a paddy's diagnostics, what tells why a field earns or does not. */
const judgedFields = z.object({
  fields: z.array(
    z.object({
      id: z.string(),
      role: z.enum(["project", "control"]),
      refusal: z.string().nullable(),
      seasons: z.array(z.object({ regime: z.string().nullable() })),
    }),
  ),
});
type JudgedField = z.infer<typeof judgedFields>["fields"][number];

/** What is measured is the methane that this regime would have emitted and the field did not. */
const [UNDRAINED] = ipccScheme.regimes;

/** The rule by which a field earns nothing; undefined where it earns. */
const reasonOf = ({ refusal, seasons }: JudgedField): string | undefined =>
  refusal ?? (seasons.every(({ regime }) => regime === UNDRAINED) ? `counted as ${UNDRAINED}` : undefined);

const countsOf = (groups: ReadonlyMap<string, readonly unknown[]>): Facts =>
  Object.fromEntries([...groups].map(([rule, { length }]) => [rule, length]));

/** Tells which scenes and fields a measurement rests on, and why it does not rest on the others. */
export const saySeen = (say: Say, used: readonly string[], { diagnostics, refused }: StatedMeasurement): void => {
  say("scenes", {
    used: used.length,
    refused: refused.length,
    ...countsOf(groupBy(refused, ({ rule }) => rule)),
  });
  const judged = judgedFields.safeParse(diagnostics);
  // What is measured without fields says nothing of any.
  if (!judged.success) return;
  const { fields } = judged.data;
  const projectFields = fields.filter(({ role }) => role === "project");
  const idle = projectFields.flatMap((field) => {
    const reason = reasonOf(field);
    return reason === undefined ? [] : [{ id: field.id, reason }];
  });
  say("fields", {
    "that earn": `${projectFields.length - idle.length} of ${projectFields.length}`,
    "controls used": fields.filter(({ role, refusal }) => role === "control" && refusal === null).length,
    "controls refused": fields.filter(({ role, refusal }) => role === "control" && refusal !== null).length,
  });
  if (idle.length === 0) return;
  const byReason = [...groupBy(idle, ({ reason }) => reason)];
  say(
    "fields that earn nothing, by reason",
    Object.fromEntries(byReason.map(([reason, group]) => [reason, group.map(({ id }) => id).join(", ")])),
  );
};
