import * as z from "zod";

import { refused } from "../core/errors.ts";
import { factsSchema } from "../core/evidence/manifest.ts";
import type { Measured } from "../core/program/measure.ts";
import { parsedBy } from "../core/schema-faults.ts";

/** What a report can state: the contracts' uint64, in kg of CO2e, m2 or Unix seconds. */
const figure = z
  .bigint()
  .min(0n, "must not be negative")
  .max(2n ** 64n - 1n, "must fit in 64 bits");

const observed = {
  claimedM2: figure,
  observedM2: figure,
  refused: z.array(z.object({ sceneId: z.string(), rule: z.string() })),
  diagnostics: z.json(),
};

const measurement = z.object({
  kind: z.literal("measurement"),
  measuredKg: figure,
  baselineKg: figure,
  leakageKg: figure,
  halfWidthKg: figure,
  ...observed,
});

const finding = z.object({
  kind: z.literal("finding"),
  verdict: z.enum(["loss", "all-clear", "undetermined"]),
  cause: z.string().min(1),
  reason: z.string(),
  lowerM2: figure,
  upperM2: figure,
  lowerKg: figure,
  upperKg: figure,
  lastUnharmed: figure,
  firstSeen: figure,
  ...observed,
});

const detectionLimit = z.object({
  kind: z.literal("detection-limit"),
  cause: z.string().min(1),
  limitKg: figure,
  ...observed,
});

/** Figures of which the first is at most the second. */
const ORDERED = [
  ["observedM2", "claimedM2"],
  ["lowerM2", "upperM2"],
  ["lowerKg", "upperKg"],
  ["lastUnharmed", "firstSeen"],
] as const;

const outcome = z
  .discriminatedUnion("kind", [measurement, finding, detectionLimit])
  .superRefine((stated: Partial<Record<string, unknown>>, context) => {
    for (const [less, more] of ORDERED)
      if (less in stated && (stated[less] as bigint) > (stated[more] as bigint))
        context.addIssue({ code: "custom", path: [less], message: `must be at most ${more}` });
    if (stated["kind"] === "finding" && (stated["reason"] === "") === (stated["verdict"] === "undetermined"))
      context.addIssue({
        code: "custom",
        path: ["reason"],
        message: "says why a finding is undetermined, and nothing else",
      });
  });

const measured = z.object({
  files: z.map(z.string(), z.instanceof(Uint8Array)),
  facts: factsSchema,
  used: z.array(z.string()),
  outcome,
});

/**
 * What a program came to, whoever wrote it: of the shape, the kinds and the ranges that a bundle and a report have.
 * @throws SixfoldError PIPELINE_ANSWER (check) naming the first place that is not
 */
export const programAnswer = (answer: unknown): Measured =>
  parsedBy(measured as z.ZodType<Measured>, answer, ({ pointer, value, rule }) =>
    refused("PIPELINE_ANSWER", `program#${pointer}`, value, rule),
  );
