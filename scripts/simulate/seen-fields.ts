import * as z from "zod";

const interval = z.looseObject({
  previousWet: z.string(),
  nextWet: z.string().nullable(),
  dryLooks: z.number(),
  minDays: z.number(),
  maxDays: z.number(),
});

const field = z.looseObject({
  id: z.string(),
  role: z.enum(["project", "control"]),
  claimedM2: z.number(),
  refusal: z.string().nullable(),
  looks: z.array(z.looseObject({ date: z.string(), state: z.enum(["wet", "dry", "unknown"]) })),
  seasons: z.array(
    z.looseObject({
      id: z.string(),
      opens: z.string().nullable(),
      closes: z.string().nullable(),
      regime: z.string().nullable(),
      intervals: z.array(interval),
    }),
  ),
});

/** What evaluations read of a paddy measurement's diagnostics. */
export type SeenField = z.infer<typeof field>;
export type SeenInterval = z.infer<typeof interval>;

export const seenFields = (diagnostics: unknown): readonly SeenField[] =>
  z.looseObject({ fields: z.array(field) }).parse(diagnostics).fields;
